using Microsoft.Azure.Functions.Worker;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Gives up on a change whose deadline has passed: asks the platform to cancel, reads back, records the outcome.</summary>
public sealed class CancelPreScaleActivity(StoreContext context, ScaleOperationRepository operations, ICapacityControl capacity, TimeProvider time)
{
    /// <summary>Ends the operation. Safe to repeat.</summary>
    [Function(Names.CancelPreScale)]
    public async Task<PreScaleStep> Run([ActivityTrigger] PreScaleInput input, CancellationToken cancellationToken)
    {
        var found = await operations.RequireAsync(input.StoreId, input.OperationId, cancellationToken);
        if (found.Value.Status is not (ScaleOperationStatus.InProgress or ScaleOperationStatus.Intended))
        {
            return new PreScaleStep(found.Value.Status.ToString(), null);
        }

        var store = await context.StoreAsync(input.StoreId, cancellationToken);
        var error = $"Not verified by {found.Value.Deadline:O}.";
        try
        {
            await capacity.CancelAsync(store, found.Value, cancellationToken);
        }
        catch (CloudRefusedException refused)
        {
            // The platform would not cancel it; the read-back below tells what is true.
            error += $" Cancel was refused: {refused.ErrorCode}.";
        }

        var after = await capacity.ReadAsync(store, cancellationToken);
        var reached = string.Equals(after.CurrentSize, found.Value.To, StringComparison.OrdinalIgnoreCase);
        var ended = reached
            ? found.Value with { Status = ScaleOperationStatus.Verified, ReadyAt = time.GetUtcNow() }
            : found.Value with { Status = ScaleOperationStatus.Cancelled, Error = error };
        await operations.UpdateAsync(ended, found.ETag, cancellationToken);
        return new PreScaleStep(ended.Status.ToString(), null);
    }
}
