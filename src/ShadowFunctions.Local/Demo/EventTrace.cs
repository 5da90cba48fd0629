using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Demo;

/// <summary>
/// A usual demand with events in which the mix changes: demand there is what the statements that then run cost on this shop's own data, so it
/// is known to nobody before production has run them.
/// </summary>
/// <param name="usual">Demand without events.</param>
/// <param name="events">The events.</param>
/// <param name="production">Connection of the store's production file, which knows what each statement costs there.</param>
/// <param name="storeSeed">Seed of the store: see <see cref="DemoFleet.SeedOf"/>.</param>
public sealed class EventTrace(IDemandTrace usual, IReadOnlyList<MixEvent> events, string production, long storeSeed) : IDemandTrace
{
    private readonly Lazy<double[]> _cpuSeconds = new(() => QueryStatistics.CpuSeconds(production));

    /// <inheritdoc/>
    public double DemandVCores(DateTimeOffset minute) =>
        events.Any(e => e.Holds(minute)) ? Executions(minute, _cpuSeconds.Value).Zip(_cpuSeconds.Value, (n, cpu) => n * cpu).Sum() / 60 : usual.DemandVCores(minute);

    /// <summary>Executions of each of the shop's statements in a minute.</summary>
    internal double[] Executions(DateTimeOffset minute, IReadOnlyList<double> cpuSeconds)
    {
        var executions = QueryMix.Executions(storeSeed, minute.ToUnixTimeSeconds() / 60, usual.DemandVCores(minute), cpuSeconds);
        foreach (var happening in events.Where(e => e.Holds(minute)))
        {
            for (var i = 0; i < executions.Length; i++)
            {
                executions[i] = happening.Rates.TryGetValue(ShopQueries.All[i].Template.Id, out var rate) ? rate * 60 : executions[i];
            }
        }

        return executions;
    }
}
