namespace ShadowFunctions.Sql.Sampling;

/// <summary>How a table takes part in the sample.</summary>
internal enum TableRole
{
    /// <summary>Copied whole: what sampled rows refer to.</summary>
    Whole,

    /// <summary>Sampled by the hash of its own key.</summary>
    Root,

    /// <summary>Follows the rows it refers to.</summary>
    Child,
}
