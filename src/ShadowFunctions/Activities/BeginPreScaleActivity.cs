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
/// Sends a change of size to production, once: the intent is recorded before (by Decide), the state is read before, and the attempt is
/// recorded before the call, so that a repeat after a crash finds out what the first attempt did instead of sending again blindly.
/// A request that the platform put off is not repeated either: it ends this operation, and a new decision may ask again.
/// </summary>
public sealed class BeginPreScaleActivity(
    StoreContext context, ScaleOperationRepository operations, ICapacityControl capacity, WriteGate gate, Sizing sizing, TransactionCheck transactions,
    IOptions<ShadowOptions> options, TimeProvider time)
{
    // After this time a request that left no trace is not taken for one that never left.
    private static readonly TimeSpan Traceable = TimeSpan.FromMinutes(15);

    /// <summary>Begins the operation, or finds it begun, or waits for its turn.</summary>
    [Function(Names.BeginPreScale)]
    public async Task<PreScaleStep> Run([ActivityTrigger] PreScaleInput input, CancellationToken cancellationToken)
    {
        var found = await operations.RequireAsync(input.StoreId, input.OperationId, cancellationToken);
        if (found.Value.Status != ScaleOperationStatus.Intended)
        {
            return Step(found.Value);
        }

        var store = await context.StoreAsync(input.StoreId, cancellationToken);
        var turn = found.Value.RequestedAt is null ? await gate.RequestAsync(store, found.Value, cancellationToken) : null;
        if (turn is not null && await gate.TurnAsync(turn, cancellationToken) is { } seconds)
        {
            return PreScaleSteps.Of(found.Value, time.GetUtcNow(), seconds);
        }

        var ladder = (await sizing.LadderAsync(store, cancellationToken)).Ladder;
        var intent = await RoutedAsync(store, found.Value, ladder, cancellationToken);
        if ((intent.Status == ScaleOperationStatus.Intended ? await SettledAsync(store, intent, ladder, cancellationToken) : intent) is { } settled)
        {
            await operations.UpdateAsync(settled, found.ETag, cancellationToken);
            await LeaveAsync(turn, cancellationToken);
            return Step(settled);
        }

        // The turn is taken last: until here it keeps its place, so that nobody goes before a larger size whose reads have to be repeated.
        if (turn is not null && await gate.AskAsync(turn, cancellationToken) is { } later)
        {
            return PreScaleSteps.Of(found.Value, time.GetUtcNow(), later);
        }

        var attempt = intent with { RequestedAt = time.GetUtcNow() };
        var etag = await operations.UpdateAsync(attempt, found.ETag, cancellationToken);
        var sent = await SendAsync(store, attempt, cancellationToken);
        await operations.UpdateAsync(sent, etag, cancellationToken);
        return Step(sent);
    }

    /// <summary>What the state read before says about an intent: already there, ours running, foreign, forbidden; null means send it.</summary>
    internal static ScaleOperation? Settle(Store store, ScaleOperation intent, CapacityState before, bool mayAct, DateTimeOffset now)
    {
        if (before.IsAskedFor(ScaleRoute.Request(store, intent)))
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

        // A secondary need not stand where the store stands.
        var moved = ScaleRoute.IsAtHome(store, intent) && !string.Equals(before.CurrentSize, intent.From, StringComparison.OrdinalIgnoreCase);
        if (before.OperationInFlight || moved)
        {
            return intent with
            {
                Status = ScaleOperationStatus.Superseded,
                Error = $"The store is at {before.CurrentSize} (asked for {before.RequestedSize}), not at {intent.From}: somebody else changes it.",
            };
        }

        return null;
    }

    /// <summary>What an earlier attempt of ours left on the platform: running, ended, or nothing. Null means that it never arrived.</summary>
    internal static ScaleOperation? Trace(ScaleOperation attempt, ScaleProgress progress, DateTimeOffset now) => progress.State switch
    {
        ScaleProgressState.InProgress or ScaleProgressState.Succeeded => attempt with { Status = ScaleOperationStatus.InProgress, Patches = 1 },
        ScaleProgressState.Failed => attempt with { Status = ScaleOperationStatus.Failed, Patches = 1, Error = progress.Error },
        ScaleProgressState.Cancelled => attempt with { Status = ScaleOperationStatus.Cancelled, Patches = 1, Error = progress.Error },
        _ when now - attempt.RequestedAt > Traceable => attempt with
        {
            Status = ScaleOperationStatus.Failed,
            Error = $"Nobody knows whether the request of {attempt.RequestedAt:O} was made: {progress.Error}",
            RetryAt = now,
        },
        _ => null,
    };

    /// <summary>
    /// The intent with its route, which is found before the first request and kept from then on. Where it may not be looked for, the store is
    /// changed alone and the operation says so: to hold its change back would help nobody. A secondary that is there but cannot be addressed ends it.
    /// </summary>
    private async Task<ScaleOperation> RoutedAsync(Store store, ScaleOperation intent, SizeLadder ladder, CancellationToken cancellationToken)
    {
        if (intent.Route is not null || intent.RequestedAt is not null)
        {
            return intent;
        }

        try
        {
            var secondaries = await capacity.SecondariesAsync(store, cancellationToken);
            return secondaries.Count == 0 ? intent
                : intent with { Route = ScaleRoute.IsRepair(intent) ? secondaries : ScaleRoute.Of(store.ResourceId, secondaries, IsUp(intent, ladder)) };
        }
        catch (CloudRefusedException refused)
        {
            var why = $"{refused.ErrorCode}: {refused.Message}";
            return refused.ErrorCode == ICapacityControl.SecondaryNotTold || ScaleRoute.IsRepair(intent)
                ? intent with { Status = ScaleOperationStatus.Failed, Error = why }
                : intent with { Note = $"The store is changed alone; its geo secondary could not be looked for. {why}" };
        }
    }

    private static bool IsUp(ScaleOperation intent, SizeLadder ladder) => !ladder.Contains(intent.To) || !ladder.Contains(intent.From)
        || ladder.IndexOf(intent.To) >= ladder.IndexOf(intent.From);

    private async Task<ScaleOperation?> SettledAsync(Store store, ScaleOperation intent, SizeLadder ladder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var place = ScaleRoute.At(store, intent);
        if (intent.RequestedAt is not null
            && Trace(intent, await capacity.PollAsync(place, ScaleRoute.Request(store, intent), cancellationToken), now) is { } ours)
        {
            return ours;
        }

        var before = await capacity.ReadAsync(place, cancellationToken);
        if (!ScaleRoute.IsAtHome(store, intent) && !before.OperationInFlight && IsEnough(intent, before, ladder))
        {
            return ScaleRoute.Advance(intent with { Status = ScaleOperationStatus.Verified, ReadyAt = now });
        }

        return Settle(store, intent, before, await context.MayActAsync(store, cancellationToken), now)
            ?? (intent.RequestedAt is null && ScaleRoute.IsAtHome(store, intent) ? await HeldAsync(store, intent, ladder, before, cancellationToken) : null);
    }

    /// <summary>
    /// What production has open is looked at once more: minutes may have passed since the decision. A change that is held back ends, and the new decision
    /// that follows looks itself and records what it found.
    /// </summary>
    private async Task<ScaleOperation?> HeldAsync(Store store, ScaleOperation intent, SizeLadder ladder, CapacityState before, CancellationToken cancellationToken) =>
        await transactions.HoldsAsync(store, intent, ladder, before, cancellationToken) is { } reason
            ? intent with { Status = ScaleOperationStatus.Failed, Held = reason, Error = $"Not sent. {reason.Detail}", RetryAt = time.GetUtcNow() }
            : null;

    private Task LeaveAsync(WriteRequest? turn, CancellationToken cancellationToken) =>
        turn is null ? Task.CompletedTask : gate.WithdrawAsync(turn.Id, cancellationToken);

    /// <summary>
    /// A secondary that is already at least as large on the way up, or at most as large on the way down, is left as it is; a repair leaves one at
    /// exactly the store's size.
    /// </summary>
    private static bool IsEnough(ScaleOperation intent, CapacityState secondary, SizeLadder ladder) =>
        intent.Extras?.MaxDataBytes is null && ladder.Contains(secondary.CurrentSize) && ladder.Contains(intent.To)
        && (ScaleRoute.IsRepair(intent) ? ladder.IndexOf(secondary.CurrentSize) == ladder.IndexOf(intent.To)
            : IsUp(intent, ladder)
            ? ladder.IndexOf(secondary.CurrentSize) >= ladder.IndexOf(intent.To)
            : ladder.IndexOf(secondary.CurrentSize) <= ladder.IndexOf(intent.To));

    private async Task<ScaleOperation> SendAsync(Store store, ScaleOperation attempt, CancellationToken cancellationToken)
    {
        try
        {
            var ticket = await capacity.BeginAsync(ScaleRoute.At(store, attempt), ScaleRoute.Request(store, attempt), cancellationToken);
            await gate.HeedAsync(null, ticket.RemainingWrites, cancellationToken);
            return attempt with { Status = ScaleOperationStatus.InProgress, Ticket = ticket.Handle, Patches = 1 };
        }
        catch (CloudRefusedException refused)
        {
            return attempt with { Status = ScaleOperationStatus.Failed, Error = $"{refused.ErrorCode}: {refused.Message}" };
        }
        catch (TransientCloudException busy) when (busy.Outcome == RequestOutcome.Refused)
        {
            await gate.HeedAsync(busy.RetryAfter, null, cancellationToken);
            var wait = busy.RetryAfter ?? TimeSpan.FromSeconds(options.Value.PollSeconds);
            return attempt with { Status = ScaleOperationStatus.Failed, Error = busy.Message, RetryAt = time.GetUtcNow() + wait };
        }
        catch (TransientCloudException lost) when (lost.Outcome == RequestOutcome.Unknown)
        {
            // It may be running: polling finds out. Sending again could make it two.
            return attempt with { Status = ScaleOperationStatus.InProgress, Error = lost.Message };
        }
    }

    private PreScaleStep Step(ScaleOperation operation) => PreScaleSteps.Of(operation, time.GetUtcNow(), options.Value.PollSeconds);
}
