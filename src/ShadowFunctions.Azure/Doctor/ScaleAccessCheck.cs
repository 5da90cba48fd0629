using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>Has the production scaler the rights it needs on every store, and none that it must not have?</summary>
public sealed class ScaleAccessCheck(AzureConnection connection) : StoreCheck
{
    /// <inheritdoc/>
    protected override async Task<CheckResult> LookAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var type = StoreResource.Type(store);
        if (await GrantedActions.AtAsync(connection, connection.ArmPipeline, store.ResourceId, cancellationToken) is not { } granted)
        {
            return Skip(store, "There is no such resource.");
        }

        string[] needed = [$"{type}/read", .. store.Mode == StoreMode.Recommend ? Array.Empty<string>() : [$"{type}/write", $"{type}/operations/read", $"{type}/operations/cancel/action"]];
        string[] forbidden = [$"{type}/delete", "Microsoft.Sql/servers/write", "Microsoft.Sql/servers/delete"];
        if (granted.Lacking(needed) is { Count: > 0 } missing)
        {
            return Fail(store, $"The production scaler lacks {string.Join(", ", missing)} on '{store.ResourceId}'.",
                "Assign it the role 'Shadow Functions production scaler' in the store's resource group: add the group to TARGET_RESOURCE_GROUP_IDS and run 'azd provision'.");
        }

        return forbidden.Where(granted.Allow).ToList() is { Count: > 0 } excessive
            ? Fail(store, $"The production scaler may {string.Join(", ", excessive)} on '{store.ResourceId}', which it never needs.",
                "Take the wider role (Owner, Contributor, SQL DB Contributor) from the identity; the role 'Shadow Functions production scaler' is enough.")
            : Pass(store, "The rights are those that are needed and no more.");
    }
}
