using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>
/// Sends a change of size to production, once: the intent is recorded before (by Decide), the state is read before, and the attempt is
/// recorded before the call, so that a repeat after a crash finds out what the first attempt did instead of sending again blindly.
/// </summary>
public sealed class BeginPreScaleActivity(
    StoreContext context, ScaleOperationRepository operations, ICapacityControl capacity, IOptions<ShadowOptions> options, TimeProvider time)
{
    /// <summary>Begins the operation, or finds it begun.</summary>
    [Function(Names.BeginPreScale)]
    public async Task<PreScaleStep> Run([ActivityTrigger] PreScaleInput input, CancellationToken cancellationToken)
    {
        var found = await operations.RequireAsync(input.StoreId, input.OperationId, cancellationToken);
        if (found.Value.Status != ScaleOperationStatus.Intended)
        {
            return Step(found.Value);
        }

        var store = await context.StoreAsync(input.StoreId, cancellationToken);
        var before = await capacity.ReadAsync(store, cancellationToken);
        if (Settle(found.Value, before, await context.MayActAsync(store, cancellationToken), time.GetUtcNow()) is { } settled)
        {
            await operations.UpdateAsync(settled, found.ETag, cancellationToken);
            return Step(settled);
        }

        var attempt = found.Value with { RequestedAt = time.GetUtcNow() };
        var etag = await operations.UpdateAsync(attempt, found.ETag, cancellationToken);
        var sent = await SendAsync(store, attempt, cancellationToken);
        await operations.UpdateAsync(sent, etag, cancellationToken);
        return Step(sent);
    }

    /// <summary>What the state read before says about an intent: already there, ours running, foreign, forbidden; null means send it.</summary>
    internal static ScaleOperation? Settle(ScaleOperation intent, CapacityState before, bool mayAct, DateTimeOffset now)
    {
        var asked = string.Equals(before.RequestedSize, intent.To, StringComparison.OrdinalIgnoreCase);
        if (asked)
        {
            // Reached or running, by an earlier attempt of ours or by somebody else: nothing to send, only to verify.
            return intent with
            {
                Status = ScaleOperationStatus.InProgress,
                RequestedAt = intent.RequestedAt ?? now,
                Patches = intent.RequestedAt is null ? 0 : 1,
            };
        }

        if (!mayAct)
        {
            return intent with { Status = ScaleOperationStatus.Superseded, Error = "Paused before the change was sent." };
        }

        if (before.OperationInFlight || !string.Equals(before.CurrentSize, intent.From, StringComparison.OrdinalIgnoreCase))
        {
            return intent with
            {
                Status = ScaleOperationStatus.Superseded,
                Error = $"The store is at {before.CurrentSize} (asked for {before.RequestedSize}), not at {intent.From}: somebody else changes it.",
            };
        }

        return null;
    }

    private async Task<ScaleOperation> SendAsync(Store store, ScaleOperation attempt, CancellationToken cancellationToken)
    {
        try
        {
            var ticket = await capacity.BeginAsync(store, attempt, cancellationToken);
            return attempt with { Status = ScaleOperationStatus.InProgress, Ticket = ticket.Handle, Patches = 1 };
        }
        catch (CloudRefusedException refused)
        {
            return attempt with { Status = ScaleOperationStatus.Failed, Error = $"{refused.ErrorCode}: {refused.Message}" };
        }
    }

    private PreScaleStep Step(ScaleOperation operation) => PreScaleSteps.Of(operation, time.GetUtcNow(), options.Value.PollSeconds);
}
