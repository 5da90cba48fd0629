namespace ShadowFunctions.Core.Capacity.Growth;

/// <summary>How a statement's work grows with the data it runs on.</summary>
public enum GrowthShape
{
    /// <summary>Not at all: a look-up whose path has a fixed length.</summary>
    Constant,

    /// <summary>With the logarithm: descent of a tree.</summary>
    Logarithmic,

    /// <summary>With the square root.</summary>
    Root,

    /// <summary>In proportion: a range or a scan.</summary>
    Linear,

    /// <summary>With the square: a join of two growing sides without a key.</summary>
    Quadratic,
}
