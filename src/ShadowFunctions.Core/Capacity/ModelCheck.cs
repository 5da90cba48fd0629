namespace ShadowFunctions.Core.Capacity;

/// <summary>What the load model said of an interval before it learned from it, and what came.</summary>
/// <param name="From">First instant, UTC.</param>
/// <param name="To">First instant after it, UTC.</param>
/// <param name="PredictedVCores">CPU the model said for the rates that came.</param>
/// <param name="DeviationVCores">Standard deviation it stated.</param>
/// <param name="ObservedVCores">CPU production used.</param>
/// <param name="RegressionVCores">What a regression on production's earlier intervals alone said; null while they are too few.</param>
/// <param name="Event">Name of the announced event the interval lies in; null when none.</param>
public sealed record ModelCheck(
    DateTimeOffset From, DateTimeOffset To, double PredictedVCores, double DeviationVCores, double ObservedVCores, double? RegressionVCores, string? Event)
{
    /// <summary>Relative error of the model.</summary>
    public double Error => Math.Abs(PredictedVCores - ObservedVCores) / ObservedVCores;
}
