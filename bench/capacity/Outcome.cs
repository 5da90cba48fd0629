using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>One scenario: what was predicted and what came. Errors are relative.</summary>
internal sealed record Outcome(Scenario Scenario, LoadEstimate Estimate, double Cpu, double Least, double Most, double[] CpuErrors)
{
    public required double Pages { get; init; }

    public required double Log { get; init; }

    public required double Misses { get; init; }

    public double PagesError => Error(Estimate.PagesPerSecond, Pages);

    /// <summary>The median of what was predicted for the windows; production's log changes its level between them.</summary>
    public required double LogPredicted { get; init; }

    public double LogError => Error(LogPredicted, Log);

    public double MissesError => Error(Estimate.MissesPerSecond, Misses);

    /// <summary>Each window of a scenario is predicted from what was known before it; medians are compared.</summary>
    /// <param name="session">What was measured.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="known">Model and simple predictors from what was known before a window of the truth.</param>
    public static Outcome Of(Session session, Scenario scenario, Func<int, Knowledge> known)
    {
        var windows = session.Truth.Index().Where(m => m.Item.Name == scenario.Name).ToArray();
        double[] Each(Func<Window, double> amount) => [.. windows.Select(w => amount(w.Item.Window) / session.WindowSeconds)];
        var cpu = Each(w => w.CpuSeconds);
        var estimates = windows.Select(w => known(w.Index).Predict(scenario)).OrderBy(e => e.Unreliable is null ? e.CpuVCores : double.PositiveInfinity).ToArray();
        var estimate = estimates[estimates.Length / 2];
        var simple = windows.Select(w => known(w.Index).Simple.Predict(scenario)).ToArray();
        double[] predicted = [estimate.Unreliable is null ? estimate.CpuVCores : double.NaN, .. SimplePredictors.Names.Select((_, i) => Evidence.Median(simple.Select(p => p[i])))];
        var truth = Evidence.Median(cpu);
        return new Outcome(scenario, estimate, truth, cpu.Min(), cpu.Max(), [.. predicted.Select(p => (p / truth) - 1)])
        {
            Pages = Evidence.Median(Each(w => w.Pages)),
            Log = Evidence.Median(Each(w => w.LogBytes)),
            LogPredicted = Evidence.Median(estimates.Select(e => e.LogBytesPerSecond)),
            Misses = Evidence.Median(Each(w => w.Reads)),
        };
    }

    /// <summary>True when the estimate of CPU is stated without reserve.</summary>
    public bool Firm => Estimate is { Unreliable: null, Caution: null };

    private double Error(double predicted, double truth) => Estimate.Unreliable is null ? (predicted / truth) - 1 : double.NaN;
}
