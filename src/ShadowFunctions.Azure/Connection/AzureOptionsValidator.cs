using Azure.Core;
using Microsoft.Extensions.Options;
using ShadowFunctions.Azure.Sizing;

namespace ShadowFunctions.Azure.Connection;

/// <summary>Refuses wrong options at start. Every error names the key, its value and what to write instead.</summary>
public sealed class AzureOptionsValidator : IValidateOptions<AzureOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AzureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> errors = [.. Errors(options)];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(AzureOptions options)
    {
        for (var i = 0; i < options.AllowedResourceIds.Count; i++)
        {
            if (!Id(options.AllowedResourceIds[i], out _))
            {
                yield return Error(
                    $"AllowedResourceIds:{i}", options.AllowedResourceIds[i],
                    "a resource id such as '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Sql/servers/<server>'");
            }
        }

        if (options.AlertResourceGroupId is { Length: > 0 } group && !(Id(group, out var groupId) && groupId.Name == groupId.ResourceGroupName))
        {
            yield return Error(nameof(options.AlertResourceGroupId), group, "'/subscriptions/<id>/resourceGroups/<group>'");
        }

        if (options.ActionGroupId is { Length: > 0 } action && !IsType(action, "Microsoft.Insights/actionGroups"))
        {
            yield return Error(
                nameof(options.ActionGroupId), action,
                "'/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Insights/actionGroups/<name>'");
        }

        if (options.ShadowServerId is { Length: > 0 } server && !IsType(server, "Microsoft.Sql/servers"))
        {
            yield return Error(
                nameof(options.ShadowServerId), server, "'/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Sql/servers/<server>'");
        }

        (string Key, string? Value)[] identities =
        [
            (nameof(options.ManagedIdentityClientId), options.ManagedIdentityClientId),
            (nameof(options.ShadowIdentityClientId), options.ShadowIdentityClientId),
            (nameof(options.MetricsIdentityClientId), options.MetricsIdentityClientId),
        ];
        foreach (var (key, value) in identities.Where(each => each.Value is { Length: > 0 } id && !Guid.TryParse(id, out _)))
        {
            yield return Error(key, value, "the identity's client id (a GUID), or nothing");
        }

        foreach (var wrong in options.DiscoverSubscriptions.Where(id => !Guid.TryParse(id, out _)))
        {
            yield return Error(nameof(options.DiscoverSubscriptions), wrong, "a subscription id (a GUID)");
        }

        // Whether it is sold the region says, at run time: sizes come and go without a new version of the app.
        if (!SkuName.TryParse(options.ShadowSize, out var sku) || !sku.Name.StartsWith("GP_S_", StringComparison.Ordinal))
        {
            yield return Error(nameof(options.ShadowSize), options.ShadowSize, "a serverless size of General Purpose such as 'GP_S_Gen5_2'");
        }

        if (options.ShadowAutoPauseMinutes is not (-1 or (>= 15 and <= 10_080)))
        {
            yield return Error(nameof(options.ShadowAutoPauseMinutes), options.ShadowAutoPauseMinutes, "15 to 10080, or -1 for never");
        }

        if (options.ShadowMaxSizeGiB is < 1 or > 4_096)
        {
            yield return Error(nameof(options.ShadowMaxSizeGiB), options.ShadowMaxSizeGiB, "1 to 4096");
        }

        if (options.RequestTimeoutSeconds is < 1 or > 300)
        {
            yield return Error(nameof(options.RequestTimeoutSeconds), options.RequestTimeoutSeconds, "1 to 300");
        }
    }

    private static bool Id(string? value, out ResourceIdentifier id)
    {
        id = ResourceIdentifier.Root;
        return value?.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) == true && ResourceIdentifier.TryParse(value, out id!);
    }

    private static bool IsType(string value, string type) =>
        Id(value, out var id) && string.Equals(id.ResourceType, type, StringComparison.OrdinalIgnoreCase);

    private static string Error(string key, object? value, string remedy) =>
        $"{AzureOptions.SectionName}:{key} is '{value}'; it must be {remedy}.";
}
