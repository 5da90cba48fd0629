using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;

namespace ShadowFunctions.Activities;

/// <summary>Lets changes through to the platform no faster than the fleet's budget of writes allows, most urgent first.</summary>
public sealed class WriteGate(WriteBudgetRepository budgets, Sizing sizing, IOptions<ShadowOptions> options, TimeProvider time)
{
    private const double CrowdedSeconds = 2;

    private WriteBudgetLimits Limits => new(options.Value.ArmWritesPerSecond, options.Value.ArmWriteBurst);

    /// <summary>Asks for the one write of an operation: null when it may be sent now, else the seconds to wait. An operation that was let through stays so.</summary>
    public async Task<double?> AskAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(operation);
        var ladder = sizing.Ladder(store);
        var up = ladder.Contains(operation.From) && ladder.Contains(operation.To) && ladder.IndexOf(operation.To) > ladder.IndexOf(operation.From);
        WriteAnswer? answer = null;
        try
        {
            await budgets.ChangeAsync(
                budget => (answer = budget.Ask(operation.Id, up, operation.NeededAt, Limits, time.GetUtcNow())).Budget, cancellationToken);
            return answer!.Granted ? null : answer.WaitSeconds;
        }
        catch (ConcurrencyException)
        {
            // Too many ask at once: this one asks again in a moment.
            return CrowdedSeconds;
        }
    }

    /// <summary>Takes writes that may as well wait for another cycle; false when the budget has none to spare.</summary>
    public async Task<bool> TakeSpareAsync(int count, CancellationToken cancellationToken)
    {
        try
        {
            return await budgets.ChangeAsync(budget => budget.TakeSpare(count, Limits, time.GetUtcNow()), cancellationToken) is not null;
        }
        catch (ConcurrencyException)
        {
            return false;
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
