using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Polls a running change and verifies its outcome by reading production back: what the platform says is not enough.</summary>
public sealed class PollPreScaleActivity(
    StoreContext context, ScaleOperationRepository operations, ICapacityControl capacity, IOptions<ShadowOptions> options, TimeProvider time)
{
    /// <summary>What the platform reports as done may be visible this much later.</summary>
    private static readonly TimeSpan DoneVisible = TimeSpan.FromMinutes(5);

    /// <summary>A request that arrived shows on the platform within this time.</summary>
    private static readonly TimeSpan ArrivalVisible = TimeSpan.FromSeconds(60);

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
        var (next, retryAfter) = await AskAsync(store, found.Value, cancellationToken);
        if (next != found.Value)
        {
            await operations.UpdateAsync(next, found.ETag, cancellationToken);
        }

        // However long the platform asks to wait: at the deadline somebody looks.
        var now = time.GetUtcNow();
        return PreScaleSteps.Of(next, now, Math.Clamp(retryAfter?.TotalSeconds ?? wait, 1, Math.Max(1, (next.Deadline - now).TotalSeconds)));
    }

    private async Task<(ScaleOperation Next, TimeSpan? RetryAfter)> AskAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            var place = ScaleRoute.At(store, operation);
            var progress = await capacity.PollAsync(place, ScaleRoute.Request(store, operation), cancellationToken);
            var after = progress.State == ScaleProgressState.InProgress ? null : await capacity.ReadAsync(place, cancellationToken);
            return (ScaleRoute.Advance(Judge(store, operation, progress, after, time.GetUtcNow())), progress.RetryAfter);
        }
        catch (CloudRefusedException refused) when (refused.ErrorCode == "ResourceNotFound")
        {
            return (operation with { Status = ScaleOperationStatus.Failed, Error = $"{refused.ErrorCode}: {refused.Message}" }, null);
        }
    }

    /// <summary>The operation after a poll and, when the platform says that it ended, a read-back.</summary>
    internal static ScaleOperation Judge(Store store, ScaleOperation operation, ScaleProgress progress, CapacityState? after, DateTimeOffset now)
    {
        // Any sign of it on the platform means that the request was accepted, also where its answer was lost.
        operation = progress.State != ScaleProgressState.Unknown && operation is { Patches: 0, Error: not null, CancelAskedAt: null }
            ? operation with { Patches = 1, Error = null }
            : operation;
        if (after is null || (after.OperationInFlight && progress.State is not (ScaleProgressState.Failed or ScaleProgressState.Cancelled)))
        {
            return operation;
        }

        var reached = after.Has(ScaleRoute.Request(store, operation));
        return progress.State switch
        {
            // Whatever the operation's record says: a store at the size asked for is done.
            _ when reached && !after.OperationInFlight => operation with { Status = ScaleOperationStatus.Verified, ReadyAt = now, Error = null },
            ScaleProgressState.Failed => operation with { Status = ScaleOperationStatus.Failed, Error = progress.Error ?? "The platform reported failure." },
            ScaleProgressState.Cancelled => operation with { Status = ScaleOperationStatus.Cancelled, Error = progress.Error ?? operation.Error },
            ScaleProgressState.InProgress => operation,
            _ => WithoutEffect(operation, progress, after, now),
        };
    }

    private static string Beside(ScaleOperation operation, CapacityState after) => operation.Extras is null
        ? ""
        : $" with {after.MaxDataBytes / (1L << 30)} GiB and {after.Replicas ?? 0} replicas, not with {operation.Extras.Describe()}";

    /// <summary>Reported as done, or unknown, while the size stays: given a little time to show, then taken for what it is.</summary>
    private static ScaleOperation WithoutEffect(ScaleOperation operation, ScaleProgress progress, CapacityState after, DateTimeOffset now)
    {
        var since = operation.ReportedAt ?? now;
        var done = progress.State == ScaleProgressState.Succeeded;
        if (now - since < (done ? DoneVisible : ArrivalVisible) && now < operation.Deadline)
        {
            return operation with { ReportedAt = since };
        }

        var what = done ? "The platform reported success" : "The platform knows of no such change";
        return operation with
        {
            Status = ScaleOperationStatus.Failed,
            ReportedAt = since,
            Error = $"{what}, but the store is at {after.CurrentSize}{Beside(operation, after)}. {operation.Error}".TrimEnd(),
            RetryAt = done ? null : now,
        };
    }
}
