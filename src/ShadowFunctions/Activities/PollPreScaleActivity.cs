using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Polls a running change and verifies its outcome by reading production back: what the platform says is not enough.</summary>
public sealed class PollPreScaleActivity(
    StoreContext context, ScaleOperationRepository operations, ICapacityControl capacity, IOptions<ShadowOptions> options, TimeProvider time)
{
    /// <summary>One poll. Safe to repeat.</summary>
    [Function(Names.PollPreScale)]
    public async Task<PreScaleStep> Run([ActivityTrigger] PreScaleInput input, CancellationToken cancellationToken)
    {
        var found = await operations.RequireAsync(input.StoreId, input.OperationId, cancellationToken);
        var wait = (double)options.Value.PollSeconds;
        if (found.Value.Status != ScaleOperationStatus.InProgress)
        {
            return PreScaleSteps.Of(found.Value, time.GetUtcNow(), wait);
        }

        var store = await context.StoreAsync(input.StoreId, cancellationToken);
        var progress = await capacity.PollAsync(store, found.Value, cancellationToken);
        wait = progress.RetryAfter?.TotalSeconds ?? wait;
        var after = progress.State == ScaleProgressState.InProgress ? null : await capacity.ReadAsync(store, cancellationToken);
        var next = Judge(found.Value, progress, after, time.GetUtcNow());
        if (next != found.Value)
        {
            await operations.UpdateAsync(next, found.ETag, cancellationToken);
        }

        return PreScaleSteps.Of(next, time.GetUtcNow(), wait);
    }

    /// <summary>The operation after a poll and, when the platform says that it ended, a read-back.</summary>
    internal static ScaleOperation Judge(ScaleOperation operation, ScaleProgress progress, CapacityState? after, DateTimeOffset now)
    {
        if (after is null)
        {
            return operation;
        }

        var reached = string.Equals(after.CurrentSize, operation.To, StringComparison.OrdinalIgnoreCase);
        return progress.State switch
        {
            // Whatever the operation's record says: a store at the size asked for is done.
            _ when reached && !after.OperationInFlight => operation with { Status = ScaleOperationStatus.Verified, ReadyAt = now },
            ScaleProgressState.Failed => operation with { Status = ScaleOperationStatus.Failed, Error = progress.Error ?? "The platform reported failure." },
            ScaleProgressState.Cancelled => operation with { Status = ScaleOperationStatus.Cancelled, Error = progress.Error },
            // Reported as done but not (yet) visible: keep polling until the deadline.
            _ => operation,
        };
    }
}
