using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>Is every store's database or pool there, and may the app read it?</summary>
public sealed class StoreFoundCheck(ICapacityControl capacity) : StoreCheck
{
    /// <inheritdoc/>
    protected override async Task<CheckResult> LookAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            var state = await capacity.ReadAsync(store, cancellationToken);
            return Pass(store, $"Found at size {state.CurrentSize}.");
        }
        catch (CloudRefusedException error) when (error.ErrorCode?.Contains("Authorization", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Fail(store, error.Message,
                $"Give the production scaler its role in the resource group of '{store.ResourceId}': add the group to TARGET_RESOURCE_GROUP_IDS and run 'azd provision'.");
        }
        catch (CloudRefusedException error)
        {
            return Fail(store, error.Message,
                $"Correct ResourceId '{store.ResourceId}' with PUT /api/stores/{store.Id}, or end the management of a deleted database with DELETE /api/stores/{store.Id}.");
        }
    }
}
