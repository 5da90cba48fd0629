namespace ShadowFunctions.Core.Model;

/// <summary>How one parameter of a statement is drawn from the keys that exist in the shadow. It holds no value of production's.</summary>
public sealed record ParameterDistribution
{
    /// <summary>The law.</summary>
    public DistributionKind Kind { get; init; }

    /// <summary>Zipf exponent, 0 to 3; 0 is uniform.</summary>
    public double Skew { get; init; }

    /// <summary>For a histogram: shares of the most popular keys, the largest first, together at most 1.</summary>
    public IReadOnlyList<double> Shares { get; init; } = [];

    /// <summary>For a histogram over the order of the keys: its bins in ascending order; empty where <see cref="Shares"/> are given.</summary>
    public IReadOnlyList<HistogramBin> Bins { get; init; } = [];

    /// <summary>For a range: share of the keys between its ends, above 0 to 1.</summary>
    public double RangeShare { get; init; } = 0.1;
}
