using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>
/// An open-loop schedule: when each unit is due does not depend on how fast the earlier ones were. Gaps are exponential, as of many
/// independent users; the numbers per unit are fixed by the rates, so that two runs differ in nothing but the mix they were asked for.
/// </summary>
internal static class ArrivalSchedule
{
    public static IReadOnlyList<Arrival> Create(IReadOnlyList<LoadUnit> units, WorkloadSettings settings, int seed)
    {
        if (units.Count == 0)
        {
            return [];
        }

        // A quiet store's statements too are executed often enough for their cost to be known; all are counted as if they were the longest transaction.
        var rate = units.Sum(u => u.RatePerSecond);
        var most = Math.Max(1, settings.MaxStatements / units.Max(u => u.Statements.Count));
        var count = (int)Math.Clamp(Math.Max(settings.MinExecutions * units.Count, Math.Ceiling(rate * settings.MaxSeconds)), 1, most);
        var order = Allocate([.. units.Select(u => u.RatePerSecond)], count, settings.MinExecutions)
            .SelectMany((executions, unit) => Enumerable.Repeat(unit, executions)).ToArray();
        var random = new Random(seed);
        random.Shuffle(order);
        var at = 0.0;
        return [.. order.Select(unit => new Arrival(unit, at += -Math.Log(1 - random.NextDouble()) / rate))];
    }

    /// <summary>Splits a number by rates: a floor for every rate above zero, the rest by largest remainder.</summary>
    /// <param name="rates">Rates.</param>
    /// <param name="count">All executions.</param>
    /// <param name="least">Fewest executions of a rare statement: below it its cost would not be known. Lower where the number does not suffice for it.</param>
    public static int[] Allocate(IReadOnlyList<double> rates, int count, int least)
    {
        var used = rates.Count(r => r > 0);
        var floor = Math.Min(least, count / Math.Max(1, used));
        var left = count - (floor * used);
        var total = rates.Sum();
        var shares = rates.Select(r => r / total * left).ToArray();
        var result = rates.Select((r, i) => r > 0 ? floor + (int)shares[i] : 0).ToArray();
        var byRemainder = Enumerable.Range(0, rates.Count).Where(i => rates[i] > 0)
            .OrderByDescending(i => shares[i] - Math.Floor(shares[i])).ThenBy(i => i).ToList();
        for (var i = 0; result.Sum() < count; i++)
        {
            result[byRemainder[i % byRemainder.Count]]++;
        }

        return result;
    }
}
