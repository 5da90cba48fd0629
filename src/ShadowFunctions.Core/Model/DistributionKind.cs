namespace ShadowFunctions.Core.Model;

/// <summary>Law by which a parameter takes the keys that exist.</summary>
public enum DistributionKind
{
    /// <summary>A few keys are popular: P(rank) ∝ 1 / rank^skew.</summary>
    Zipf,

    /// <summary>Every key is as likely.</summary>
    Uniform,

    /// <summary>One key after the other in ascending order, then from the start again.</summary>
    Sequential,

    /// <summary>Shares of the most popular keys as measured, the rest uniform; or bins over the order of the keys, uniform within each.</summary>
    Histogram,
}
