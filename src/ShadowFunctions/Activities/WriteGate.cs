using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Lets changes through to the platform no faster than the fleet's budget of writes allows, most urgent first.</summary>
public sealed class WriteGate(
    WriteBudgetRepository budgets, StoreCycleRepository passes, Sizing sizing, IOptions<ShadowOptions> options, TimeProvider time) : ISpareWrites
{
    private const double CrowdedSeconds = 2;

    /// <summary>Writes it takes at most to move the reactive net of one store.</summary>
    public const int WritesPerTuning = 5;

    // What a pass asks the platform before it takes its place: metrics, with its page, and the size in force. Each may be repeated to the end.
    private const int AskedBefore = 2;

    private WriteBudgetLimits Limits => new(options.Value.ArmWritesPerSecond, options.Value.ArmWriteBurst, HoldSeconds: Retries.Longest.TotalSeconds);

    /// <summary>
    /// How long after the start of its pass a smaller size yields: a larger one of the same cycle has taken its place by then, also when everything its
    /// pass asked of the platform had to be repeated to the last attempt. Never more than half a cycle.
    /// </summary>
    internal static TimeSpan Yield(int cycleMinutes) =>
        new(Math.Min(AskedBefore * Retries.Longest.Ticks, TimeSpan.FromMinutes(cycleMinutes).Ticks / 2));

    /// <summary>
    /// The request of an operation, which goes by its id. One that makes the store smaller yields for a time that counts from the start of the store's
    /// pass: a request that was put off and decided anew does not begin to yield again.
    /// </summary>
    public async Task<WriteRequest> RequestAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(operation);
        var ladder = (await sizing.LadderAsync(store, cancellationToken)).Ladder;
        var up = ladder.IsAbove(operation.To, operation.From);
        up |= operation.From == operation.To && operation.Extras is not null;
        var request = new WriteRequest(ScaleRoute.Request(store, operation).Id, up ? WriteUrgency.Up : WriteUrgency.Down, operation.NeededAt);
        return up ? request : request with
        {
            NotBefore = ((await passes.LatestAsync(store.Id, cancellationToken))?.AssignedAt ?? operation.IntendedAt) + Yield(options.Value.CycleMinutes),
        };
    }

    /// <summary>
    /// Asks whether it is the request's turn: null when it is, else the seconds to wait. It keeps its place until it takes the turn, so that those
    /// behind it wait for what it still has to do.
    /// </summary>
    public Task<double?> TurnAsync(WriteRequest request, CancellationToken cancellationToken) => AskAsync(request, take: false, cancellationToken);

    /// <summary>Asks for writes, all at once: null when they may be sent now, else the seconds to wait. Who was let through stays so.</summary>
    public Task<double?> AskAsync(WriteRequest request, CancellationToken cancellationToken) => AskAsync(request, take: true, cancellationToken);

    private async Task<double?> AskAsync(WriteRequest request, bool take, CancellationToken cancellationToken)
    {
        WriteAnswer? answer = null;
        try
        {
            await budgets.ChangeAsync(
                budget => (answer = budget.Ask(request, Limits, time.GetUtcNow())) is { Granted: true } && !take ? null : answer.Budget, cancellationToken);
            return answer!.Granted ? null : answer.WaitSeconds;
        }
        catch (ConcurrencyException)
        {
            // Too many ask at once: this one asks again in a moment.
            return CrowdedSeconds;
        }
    }

    /// <inheritdoc/>
    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        WriteAnswer? answer = null;
        try
        {
            await budgets.ChangeAsync(budget => (answer = budget.TakeSpare(Limits, time.GetUtcNow())) is { Granted: true } taken ? taken.Budget : null, cancellationToken);
            return answer!.Granted ? null : TimeSpan.FromSeconds(answer.WaitSeconds);
        }
        catch (ConcurrencyException)
        {
            return TimeSpan.FromSeconds(CrowdedSeconds);
        }
    }

    /// <summary>Takes a request back that waits no longer.</summary>
    public async Task WithdrawAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await budgets.ChangeAsync(budget => budget.Withdraw(id), cancellationToken);
        }
        catch (ConcurrencyException)
        {
            // It will not come back, which the budget notices by itself.
        }
    }

    /// <summary>Heeds what the platform told of its own throttle. Says nothing: nothing is written.</summary>
    public async Task HeedAsync(TimeSpan? pause, int? remaining, CancellationToken cancellationToken)
    {
        if (pause is null && !(remaining < options.Value.ArmWriteBurst))
        {
            return;
        }

        try
        {
            await budgets.ChangeAsync(budget => budget.Heed(pause, remaining, Limits, time.GetUtcNow()), cancellationToken);
        }
        catch (ConcurrencyException)
        {
            // A hint, not a rule: the platform repeats it with every answer.
        }
    }
}
