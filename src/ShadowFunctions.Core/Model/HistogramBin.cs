namespace ShadowFunctions.Core.Model;

/// <summary>A part of a column's keys in ascending order, and how often a draw falls into it. It tells where in the order keys are used, and no key.</summary>
/// <param name="UpTo">Where it ends: share of the keys, above the bin before it, the last one at 1.</param>
/// <param name="Weight">How often, beside the other bins' weights; 0 or more.</param>
public sealed record HistogramBin(double UpTo, double Weight);
