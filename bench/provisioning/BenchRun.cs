using System.Diagnostics;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>Runs all configurations on all series of one world, two series at a time.</summary>
internal sealed class BenchRun(World world, long seed, IReadOnlyList<double> limits, IReadOnlyList<Arm> arms)
{
    private const int Threads = 2;

    /// <summary>The outcomes in the order of the series. The same arguments give the same outcomes.</summary>
    public IReadOnlyList<Outcome> Run(IReadOnlyList<Benched> series, Action<string> progress)
    {
        var outcomes = new Outcome[series.Count];
        var watch = Stopwatch.StartNew();
        var done = 0;
        _ = Parallel.For(0, series.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads }, i =>
        {
            outcomes[i] = One(series[i]);
            progress($"{world.Name}: {Interlocked.Increment(ref done)} of {series.Count} series, {watch.Elapsed.TotalSeconds:0} s, {series[i].Series.Name}");
        });
        return outcomes;
    }

    private Outcome One(Benched benched)
    {
        var settings = world.Settings(seed);
        IReadOnlyList<Arm> all = [.. Arms.Optima(limits), .. arms];
        var result = Backtest.Run(benched.Series, [.. all.Select(a => a.Definition)], settings, keepMinutes: false);
        Bill[] bills = [.. result.Policies.Select(Bill.Of)];
        return new Outcome(benched, result.IsSmooth, bills[..(limits.Count + 1)], bills[(limits.Count + 1)..]);
    }
}
