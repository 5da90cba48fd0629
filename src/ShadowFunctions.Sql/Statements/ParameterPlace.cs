
namespace ShadowFunctions.Sql.Statements;

/// <summary>Where a parameter stands.</summary>
/// <param name="Qualifier">Table or alias before the column; null when the text names none.</param>
/// <param name="Column">The column it is compared with or written to; null when there is none.</param>
internal sealed record ParameterPlace(string? Qualifier, string? Column)
{
    /// <summary>Which end of a range it sets.</summary>
    public RangeEnd End { get; init; }

    /// <summary>True when it is a value of a new row.</summary>
    public bool IsInserted { get; init; }

    /// <summary>True when it holds several values.</summary>
    public bool IsArray { get; init; }

    /// <summary>What it is cast to, or the function that takes it first; null when the text does not say.</summary>
    public string? Type { get; init; }

    /// <summary>A value for a place without a column, or whose column holds nothing.</summary>
    public string Fallback => Type switch
    {
        "interval" => "1 day",
        "date" or "timestamp" or "timestamptz" => "2026-01-01",
        "time" or "timetz" => "12:00",
        "json" or "jsonb" => "{}",
        "uuid" => "00000000-0000-0000-0000-000000000000",
        "bool" or "boolean" => "true",
        "date_trunc()" or "date_part()" => "day",
        "to_char()" => "YYYY-MM-DD",
        "strftime()" => "%Y-%m-%d",
        "zone" => "UTC",
        "escape" => "\\",
        "offset" => "0",
        _ => "10",
    };
}
