using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning.Guardrails;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Activities;

/// <summary>
/// Looks for open transactions on production before its size is changed, where the data plane may look. It is done for a change that is about to be
/// made, by its decision, and where the answer can still hold it back right before its request; never as a routine: a login is work for production, and
/// keeps a serverless store awake.
/// </summary>
public sealed class TransactionCheck(IOpenTransactions transactions, ICapacityControl capacity, Sizing sizing)
{
    /// <summary>What was found; null where nothing is to be looked at: no size changes, the owner does not want it, or no connection is set.</summary>
    public async Task<TransactionLook?> LookAsync(Store store, string from, string to, CapacityState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(state);
        return !IsWanted(store, from, to) ? null
            : SleepGuard.WhyNot(state) is { } why ? TransactionLook.Not(why) : await transactions.LookAsync(store, cancellationToken);
    }

    /// <summary>What is to be said of a change that its owner approved, and whether it is held back.</summary>
    public async Task<(Reason? Reason, bool Held)> JudgeAsync(Store store, Decision approved, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(approved);
        if (!IsWanted(store, approved.From, approved.To)
            || await LookAsync(store, approved.From, approved.To, await capacity.ReadAsync(store, cancellationToken), cancellationToken) is not { } look)
        {
            return (null, false);
        }

        var down = (await sizing.LadderAsync(store, cancellationToken)).Ladder.IsAbove(approved.From, approved.To);
        var reason = LongTransactionGuardrail.Judge(look, store.Configuration.PreAllocation.LongTransactionSeconds, down);
        return (reason, reason is not null && LongTransactionGuardrail.Holds(reason, down));
    }

    /// <summary>Why a change whose turn to be sent has come is held back; null when it is not, or when nothing could hold it back.</summary>
    public async Task<Reason?> HoldsAsync(Store store, ScaleOperation operation, SizeLadder ladder, CapacityState before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return ladder.IsAbove(operation.From, operation.To) && await LookAsync(store, operation.From, operation.To, before, cancellationToken) is { } look
            && LongTransactionGuardrail.Judge(look, store.Configuration.PreAllocation.LongTransactionSeconds, down: true) is { } reason
            && LongTransactionGuardrail.Holds(reason, down: true)
            ? reason
            : null;
    }

    private static bool IsWanted(Store store, string from, string to) => !string.Equals(from, to, StringComparison.OrdinalIgnoreCase)
        && store is { ProductionConnection: not null, Configuration.PreAllocation.LongTransactionSeconds: > 0 };
}
