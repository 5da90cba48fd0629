using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>Knows the future: every step's highest minute, at every quantile level. What the planner makes of it bounds what forecasting can gain.</summary>
/// <param name="trace">The demand.</param>
public sealed class PerfectPredictor(IDemandTrace trace) : IDemandPredictor
{
    private const int FewestMinutes = 150;
    private static readonly double[] Levels = [.. ForecastLevels.All];

    /// <inheritdoc/>
    public void Observe(IReadOnlyList<UsageSample> minutes)
    {
        // Nothing to learn for one who knows.
    }

    /// <inheritdoc/>
    public ResourcePrediction? Predict(DateTimeOffset now, double leadTimeMinutes, int horizonMinutes)
    {
        var first = StepGrid.IndexOf(now);
        var minutes = Math.Max(horizonMinutes, leadTimeMinutes + FewestMinutes);
        var values = new double[(int)Math.Ceiling(minutes / StepGrid.StepMinutes)];
        for (var step = 0; step < values.Length; step++)
        {
            var at = StepGrid.StartOf(first + step);
            for (var minute = 0; minute < StepGrid.StepMinutes; minute++)
            {
                values[step] = Math.Max(values[step], trace.DemandVCores(at.AddMinutes(minute)));
            }
        }

        return PlanningPolicy.CpuPrediction(now, leadTimeMinutes, StepGrid.StartOf(first), Levels, [.. Levels.Select(_ => values)], "true future");
    }
}
