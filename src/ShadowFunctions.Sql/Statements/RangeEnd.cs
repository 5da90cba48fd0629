namespace ShadowFunctions.Sql.Statements;

/// <summary>Which end of a range a parameter sets.</summary>
internal enum RangeEnd
{
    /// <summary>No range.</summary>
    None,

    /// <summary>Values from it on.</summary>
    Lower,

    /// <summary>Values up to it.</summary>
    Upper,
}
