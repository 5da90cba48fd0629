using System.Text.Json;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>Does an alert rule reach the app? Rules in our group, the action group, its webhook.</summary>
public sealed class AlertPathCheck(AzureConnection connection) : IDeploymentCheck
{
    private const string Remedy = "Follow step 2 of what 'azd provision' prints: azd env set-secret ALERT_WEBHOOK_URI, then azd provision.";

    /// <inheritdoc/>
    public string Name => "AlertPath";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        var options = connection.Options;
        return options.AlertResourceGroupId is { Length: > 0 } group
            ? [await RulesAsync(group, cancellationToken), await ActionGroupAsync(options.ActionGroupId, cancellationToken)]
            : [CheckResult.Skip(Name, "alert rules", "Azure:AlertResourceGroupId is empty: triggers are not tuned.")];
    }

    private async Task<CheckResult> RulesAsync(string group, CancellationToken cancellationToken)
    {
        const string subject = "alert rules";
        var answer = await ArmRest.GetAsync(connection, $"{group.TrimEnd('/')}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01", cancellationToken);
        if (answer is not { } found || !found.TryGetProperty("value", out var sets))
        {
            return CheckResult.Fail(Name, subject, $"There is no resource group '{group}'.", "Set Azure:AlertResourceGroupId to the app's own resource group.");
        }

        var granted = new GrantedActions(sets);
        string[] needed = ["Microsoft.Insights/metricAlerts/read", "Microsoft.Insights/metricAlerts/write", "Microsoft.Insights/metricAlerts/delete"];
        return needed.Where(a => !granted.Allow(a)).ToList() is { Count: > 0 } missing
            ? CheckResult.Fail(Name, subject, $"The production scaler lacks {string.Join(", ", missing)} in '{group}'.", "Run 'azd provision' again: it assigns the role 'Shadow Functions alert tuner'.")
            : CheckResult.Pass(Name, subject, "The rules can be read, written and removed.");
    }

    private async Task<CheckResult> ActionGroupAsync(string? id, CancellationToken cancellationToken)
    {
        const string subject = "action group";
        if (id is not { Length: > 0 })
        {
            return CheckResult.Fail(Name, subject, "Azure:ActionGroupId is empty: alerts call nobody.", Remedy);
        }

        if (await ArmRest.GetAsync(connection, $"{id.TrimEnd('/')}?api-version=2023-01-01", cancellationToken) is not { } found
            || !found.TryGetProperty("properties", out var properties))
        {
            return CheckResult.Fail(Name, subject, $"There is no action group '{id}'.", "Run 'azd provision' again, or correct Azure:ActionGroupId.");
        }

        if (properties.TryGetProperty("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.False)
        {
            return CheckResult.Fail(Name, subject, $"The action group '{id}' is disabled.", "Enable it in the portal, or run 'azd provision' again.");
        }

        var hooks = properties.TryGetProperty("webhookReceivers", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(r => r.TryGetProperty("serviceUri", out var uri) ? uri.GetString() ?? "" : "").ToList()
            : [];
        return hooks.Exists(h => h.Contains("/api/alerts", StringComparison.OrdinalIgnoreCase))
            ? CheckResult.Pass(Name, subject, "Enabled, with a webhook to this app.")
            : CheckResult.Fail(Name, subject, "The action group has no webhook to /api/alerts of this app.", Remedy);
    }
}
