using System.Globalization;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Masking;

/// <summary>Masks rows and keys on their way into the shadow.</summary>
internal sealed class Masker(MaskingPlan plan, Tokenizer tokenizer)
{
    public object?[] Row(TableSchema table, object?[] row)
    {
        var masks = plan.For(table);
        return [.. row.Select((value, i) => Value(table.Columns[i], masks[i], value))];
    }

    /// <summary>Masks the values of some columns, as they stand in a masked row.</summary>
    public object?[] Values(TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?> values)
    {
        var masks = plan.For(table);
        return [.. columns.Select((name, i) => table.IndexOf(name) is var c ? Value(table.Columns[c], masks[c], values[i]) : null)];
    }

    private object? Value(ColumnSchema column, ColumnMask mask, object? value) => (mask, value) switch
    {
        (_, null) => null,
        (ColumnMask.Keep, _) => value,
        (ColumnMask.Token, _) => tokenizer.Token(value),
        (ColumnMask.KeepNumberElseToken, long or double) => value,
        (ColumnMask.KeepNumberElseToken or ColumnMask.KeepTyped, _) when column is { IsStrict: true, Kind: ColumnKind.Number or ColumnKind.Time } => value,
        (ColumnMask.KeepNumberElseToken, _) => tokenizer.Token(value),
        (ColumnMask.KeepTyped, _) when IsDeclared(column.Kind, value) => value,
        _ => column.NotNull ? column.Empty ?? EmptyOf(column.Kind) : null,
    };

    /// <summary>SQLite stores any value in any column: a name in a column declared as date is no date.</summary>
    private static bool IsDeclared(ColumnKind kind, object value) => value switch
    {
        string text => kind == ColumnKind.Time && IsTime(text),
        byte[] => false,
        _ => true,
    };

    private static bool IsTime(string text) =>
        text.Length > 0 && char.IsAsciiDigit(text[0])
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static object EmptyOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => 0L,
        ColumnKind.Binary => Array.Empty<byte>(),
        _ => "",
    };
}
