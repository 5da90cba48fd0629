using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;

namespace ShadowFunctions.Activities;

/// <summary>Lets changes through to the platform no faster than the fleet's budget of writes allows, most urgent first.</summary>
public sealed class WriteGate(WriteBudgetRepository budgets, Sizing sizing, IOptions<ShadowOptions> options, TimeProvider time) : ISpareWrites
{
    private const double CrowdedSeconds = 2;

    /// <summary>Writes it takes at most to move the reactive net of one store.</summary>
    public const int WritesPerTuning = 5;

    private WriteBudgetLimits Limits => new(options.Value.ArmWritesPerSecond, options.Value.ArmWriteBurst);

    /// <summary>Asks for the one write of an operation: null when it may be sent now, else the seconds to wait. An operation that was let through stays so.</summary>
    public async Task<double?> AskAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(operation);
        var ladder = (await sizing.LadderAsync(store, cancellationToken)).Ladder;
        var up = ladder.Contains(operation.From) && ladder.Contains(operation.To) && ladder.IndexOf(operation.To) > ladder.IndexOf(operation.From);
        up |= operation.From == operation.To && operation.Extras is not null;
        return await AskAsync(new WriteRequest(ScaleRoute.Request(store, operation).Id, up ? WriteUrgency.Up : WriteUrgency.Down, operation.NeededAt), cancellationToken);
    }

    /// <summary>Asks for several writes at once; the id says what they belong to, and gets them once.</summary>
    public async Task<double?> AskAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        WriteAnswer? answer = null;
        try
        {
            await budgets.ChangeAsync(budget => (answer = budget.Ask(request, Limits, time.GetUtcNow())).Budget, cancellationToken);
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
