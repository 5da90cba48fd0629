using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// A second opinion on a load: production's usual CPU × what the shadow uses under it ÷ what the shadow uses under the usual load. It knows nothing of how
/// statements grow from a copy to production, which is all that the model adds; so the two err for different reasons, and the mean of both, each weighted
/// by the inverse of its variance, errs less than either (Bates and Granger 1969).
/// </summary>
public sealed record ShadowRatio
{
    // A ratio further off than this many deviations pulls no harder than one at that distance (Huber).
    private const double Bend = 2;

    /// <summary>The shadow's own unit costs.</summary>
    public required CostBelief Cpu { get; init; }

    /// <summary>The shadow's own load curve.</summary>
    public required LoadCurve Curve { get; init; }

    /// <summary>Share of the logarithm of the estimate that is this one's, 0 to 1.</summary>
    public double Weight { get; init; }

    /// <summary>Relative deviation of this estimate.</summary>
    public double Deviation { get; init; }

    /// <summary>
    /// How far (logarithm) from the model the ratio still pulls: two deviations of their distance. What lies further off is a load of statements that a small copy
    /// cannot show at their size.
    /// </summary>
    internal double Reach => Weight < 1 ? Bend * Deviation / Math.Sqrt(1 - Weight) : 0;

    /// <summary>CPU of the shadow under a load, vCores.</summary>
    public double ShadowVCores(LoadWindow load) => LoadSplit.Used(Curve, Cpu, load);
}
