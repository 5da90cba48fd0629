namespace ShadowFunctions.Sql.Schema;

/// <summary>One stored column; computed columns are left out because the shadow computes them itself.</summary>
/// <param name="Name">Name as declared.</param>
/// <param name="Kind">What it was declared to hold.</param>
/// <param name="NotNull">True when it cannot be null.</param>
public sealed record ColumnSchema(string Name, ColumnKind Kind, bool NotNull)
{
    /// <summary>The type in the engine's own words, for example <c>numeric(12,2)</c>; empty where columns hold any type.</summary>
    public string DataType { get; init; } = "";

    /// <summary>True when values are read and written as their text in the engine's own notation, because no common type holds them exactly.</summary>
    public bool AsText { get; init; }

    /// <summary>True when the engine lets nothing into the column but what it was declared to hold.</summary>
    public bool IsStrict { get; init; }

    /// <summary>True when the engine numbers new rows itself.</summary>
    public bool IsIdentity { get; init; }

    /// <summary>Largest whole number the type holds.</summary>
    public long MaxInteger { get; init; } = long.MaxValue;

    /// <summary>True when the engine takes upper and lower case for the same.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>What stands for "nothing" where null is not allowed; null for the default of <see cref="Kind"/>.</summary>
    public object? Empty { get; init; }
}
