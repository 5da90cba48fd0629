using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>One scenario: what was predicted and what came. Errors are relative.</summary>
internal sealed record Outcome(Scenario Scenario, LoadEstimate Estimate, double Cpu, double Least, double Most, double[] CpuErrors)
{
    public required double Pages { get; init; }

    public required double Log { get; init; }

    public required double Misses { get; init; }

    public double PagesError => Error(Estimate.PagesPerSecond, Pages);

    public double LogError => Error(Estimate.LogBytesPerSecond, Log);

    public double MissesError => Error(Estimate.MissesPerSecond, Misses);

    public static Outcome Of(Session session, LoadModel model, Scenario scenario)
    {
        var truths = session.Truth.Where(m => m.Name == scenario.Name).Select(m => m.Window).ToArray();
        double[] Each(Func<Window, double> amount) => [.. truths.Select(w => amount(w) / session.WindowSeconds)];
        var cpu = Each(w => w.CpuSeconds);
        var estimate = LoadPredictor.Predict(model, Evidence.Question(session, scenario));
        double[] predicted = [estimate.Unreliable is null ? estimate.CpuVCores : double.NaN, .. new SimplePredictors(session).Predict(scenario)];
        var truth = Evidence.Median(cpu);
        return new Outcome(scenario, estimate, truth, cpu.Min(), cpu.Max(), [.. predicted.Select(p => (p / truth) - 1)])
        {
            Pages = Evidence.Median(Each(w => w.Pages)),
            Log = Evidence.Median(Each(w => w.LogBytes)),
            Misses = Evidence.Median(Each(w => w.Reads)),
        };
    }

    /// <summary>True when the estimate of CPU is stated without reserve.</summary>
    public bool Firm => Estimate is { Unreliable: null, Caution: null };

    private double Error(double predicted, double truth) => Estimate.Unreliable is null ? (predicted / truth) - 1 : double.NaN;
}
