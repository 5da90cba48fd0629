namespace ShadowFunctions.Core.Shadowing;

/// <summary>One step of the horizon as a rehearsal sees it: how near the demand is to where the size would change, and what a wrong size costs.</summary>
public sealed record ExperimentStep
{
    /// <summary>Length, hours.</summary>
    public required double Hours { get; init; }

    /// <summary>The demand that must be covered: its quantile, announced events included.</summary>
    public required double Demand { get; init; }

    /// <summary>Most that the size for it carries; null when it is the largest.</summary>
    public double? Above { get; init; }

    /// <summary>Most that the next smaller size carries; null when it is the smallest.</summary>
    public double? Below { get; init; }

    /// <summary>Cost per hour of having one size too little, at least 0.</summary>
    public double ShortPerHour { get; init; }

    /// <summary>Cost per hour of having one size too much, at least 0.</summary>
    public double SparePerHour { get; init; }

    /// <summary>Relative standard deviation of the demand as far as it rests on the capacity model, at least 0.</summary>
    public double Deviation { get; init; }
}
