using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>May the app change the stores it is asked to change?</summary>
public sealed class AllowListCheck(AzureConnection connection) : StoreCheck
{
    /// <inheritdoc/>
    protected override Task<CheckResult> LookAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Task.FromResult(
            store.Mode == StoreMode.Recommend ? Skip(store, "In Recommend mode nothing is changed.")
            : connection.Allowed.Allows(store.ResourceId) ? Pass(store, "On the allow-list.")
            : Fail(store, $"Mode is {store.Mode}, but '{store.ResourceId}' is below no entry of Azure:AllowedResourceIds, so every change is refused.",
                "Add its resource group to TARGET_RESOURCE_GROUP_IDS and run 'azd provision', or set the store's mode to Recommend."));
    }
}
