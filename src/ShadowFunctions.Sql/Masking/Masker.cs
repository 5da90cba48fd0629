using System.Globalization;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Masking;

/// <summary>Masks rows and keys on their way into the shadow.</summary>
/// <param name="plan">What happens to each column.</param>
/// <param name="key">The secret key.</param>
/// <param name="pools">Values that shuffled columns are drawn from, by <c>table.column</c>.</param>
internal sealed class Masker(MaskingPlan plan, byte[] key, IReadOnlyDictionary<string, object?[]>? pools = null)
{
    private readonly Tokenizer _tokenizer = new(key);
    private readonly Noise _noise = new(key);

    public object?[] Row(TableSchema table, object?[] row)
    {
        var masks = plan.For(table);
        return [.. row.Select((value, i) => Value(table, table.Columns[i], masks[i], value))];
    }

    /// <summary>Masks the values of some columns, as they stand in a masked row.</summary>
    public object?[] Values(TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?> values)
    {
        var masks = plan.For(table);
        return [.. columns.Select((name, i) => table.IndexOf(name) is var c ? Value(table, table.Columns[c], masks[c], values[i]) : null)];
    }

    private object? Value(TableSchema table, ColumnSchema column, ColumnRule rule, object? value) => (rule.Mask, value) switch
    {
        (_, null) => null,
        (ColumnMask.Keep, _) => value,
        (ColumnMask.Token, _) => _tokenizer.Token(column, value),
        (ColumnMask.Email, string text) => _tokenizer.Email(text),
        (ColumnMask.Phone, string text) => _tokenizer.Phone(text),
        (ColumnMask.Iban, string text) => _tokenizer.Iban(text),
        (ColumnMask.Constant, _) => ConstantOf(column, rule.Value!),
        (ColumnMask.Noise, _) => _noise.Of(column, value, rule.Value) ?? EmptyOf(column),
        (ColumnMask.Shuffle, _) when pools?.GetValueOrDefault($"{table.Name}.{column.Name}") is { Length: > 0 } pool => pool[_tokenizer.Pick(value, pool.Length)],
        (ColumnMask.KeepNumberElseToken, long or double) => value,
        (ColumnMask.KeepNumberElseToken or ColumnMask.KeepTyped, _) when column is { IsStrict: true, Kind: ColumnKind.Number or ColumnKind.Time } => value,
        (ColumnMask.KeepNumberElseToken, _) => _tokenizer.Token(column, value),
        (ColumnMask.KeepTyped, _) when IsDeclared(column.Kind, value) => value,
        _ => EmptyOf(column),
    };

    private static object ConstantOf(ColumnSchema column, string text) => column switch
    {
        { AsText: true } or { Kind: not ColumnKind.Number } => text,
        { Empty: bool } => bool.Parse(text),
        { Empty: double } => double.Parse(text, CultureInfo.InvariantCulture),
        _ => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : double.Parse(text, CultureInfo.InvariantCulture),
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

    private static object? EmptyOf(ColumnSchema column) => !column.NotNull ? null : column.Empty ?? column.Kind switch
    {
        ColumnKind.Number => 0L,
        ColumnKind.Binary => Array.Empty<byte>(),
        _ => "",
    };
}
