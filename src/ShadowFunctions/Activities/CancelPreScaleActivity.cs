using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>
/// Gives up on a change whose deadline has passed: asks the platform once to cancel it. What became of it is read back, not assumed: a
/// change that the platform would not cancel is still running, and is recorded as such.
/// </summary>
public sealed class CancelPreScaleActivity(
    StoreContext context, ScaleOperationRepository operations, ICapacityControl capacity, IOptions<ShadowOptions> options, TimeProvider time)
{
    /// <summary>Asks once; a repeat only reads.</summary>
    [Function(Names.CancelPreScale)]
    public async Task<PreScaleStep> Run([ActivityTrigger] PreScaleInput input, CancellationToken cancellationToken)
    {
        var found = await operations.RequireAsync(input.StoreId, input.OperationId, cancellationToken);
        var next = found.Value.Status switch
        {
            ScaleOperationStatus.Intended when found.Value.RequestedAt is null => found.Value with
            {
                Status = ScaleOperationStatus.Superseded,
                Error = $"Its turn to be sent did not come by {found.Value.Deadline:O}.",
            },
            ScaleOperationStatus.Intended or ScaleOperationStatus.InProgress => await StopAsync(found.Value, cancellationToken),
            _ => found.Value,
        };
        if (next != found.Value)
        {
            await operations.UpdateAsync(next, found.ETag, cancellationToken);
        }

        return PreScaleSteps.Of(next, time.GetUtcNow(), options.Value.PollSeconds);
    }

    private async Task<ScaleOperation> StopAsync(ScaleOperation operation, CancellationToken cancellationToken)
    {
        var store = await context.StoreAsync(operation.StoreId, cancellationToken);
        var place = ScaleRoute.At(store, operation);
        if (operation.CancelAskedAt is null)
        {
            var error = $"Not verified by {operation.Deadline:O}.";
            try
            {
                await capacity.CancelAsync(place, ScaleRoute.Request(store, operation), cancellationToken);
            }
            catch (CloudRefusedException refused)
            {
                error += $" Cancel was refused: {refused.ErrorCode}.";
            }

            operation = operation with { CancelAskedAt = time.GetUtcNow(), Error = error };
        }

        var progress = await capacity.PollAsync(place, ScaleRoute.Request(store, operation), cancellationToken);
        var judged = PollPreScaleActivity.Judge(store, operation, progress, await capacity.ReadAsync(place, cancellationToken), time.GetUtcNow());
        return ScaleRoute.Advance(judged) == judged
            ? judged
            : judged with { Status = ScaleOperationStatus.Failed, Leg = judged.Leg + 1, ReadyAt = null, Error = $"{place.ResourceId} was changed too late; what comes after it was not asked for." };
    }
}
