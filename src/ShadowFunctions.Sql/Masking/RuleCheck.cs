using System.Globalization;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Masking;

/// <summary>Whether a rule can hold for its column: a column that is believed masked must be.</summary>
internal static class RuleCheck
{
    public static ColumnMask MaskOf(MaskingKind kind) => kind switch
    {
        MaskingKind.Keep => ColumnMask.Keep,
        MaskingKind.Token => ColumnMask.Token,
        MaskingKind.Null => ColumnMask.Empty,
        MaskingKind.Email => ColumnMask.Email,
        MaskingKind.Phone => ColumnMask.Phone,
        MaskingKind.Iban => ColumnMask.Iban,
        MaskingKind.Shuffle => ColumnMask.Shuffle,
        MaskingKind.Noise => ColumnMask.Noise,
        MaskingKind.Constant => ColumnMask.Constant,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <exception cref="ArgumentException">The rule cannot hold; the message names a kind that can.</exception>
    public static void Check(MaskingRule rule, ColumnSchema column, bool tellsApart)
    {
        var because = rule.Kind switch
        {
            MaskingKind.Keep => null,
            MaskingKind.Null or MaskingKind.Shuffle or MaskingKind.Noise or MaskingKind.Constant when tellsApart =>
                "but the column tells rows apart. Use Token or Keep",
            MaskingKind.Token when !TypedTokens.Fits(column) => $"but {column.DataType} has no tokens. Use Null, Constant or Keep",
            MaskingKind.Email or MaskingKind.Phone or MaskingKind.Iban when column.Kind != ColumnKind.Text || column.AsText =>
                "but the column holds no plain text. Use Token or Null",
            MaskingKind.Noise when !Noise.Fits(column) => "but only numbers and dates can be moved. Use Token, Null or Shuffle",
            MaskingKind.Noise when rule.Value is { } most && !(Parses(most) && double.Parse(most, CultureInfo.InvariantCulture) >= 0) =>
                $"but its value '{most}' is no number from 0 on. Send a share (0.1) or days (30)",
            MaskingKind.Constant when rule.Value is null => "but it has no value. Send one",
            MaskingKind.Constant when !IsValue(column, rule.Value!) => $"but '{rule.Value}' is no value of the column. Send one that is",
            _ => null,
        };
        if (because is not null)
        {
            throw new ArgumentException($"Masking rule '{rule.Table}.{rule.Column}' is {rule.Kind}, {because}.");
        }
    }

    /// <summary>The mask of a column that tells rows apart and has no rule.</summary>
    /// <exception cref="ArgumentException">Its type has no tokens.</exception>
    public static ColumnMask CheckKey(TableSchema table, ColumnSchema column) =>
        column.Kind is ColumnKind.Number or ColumnKind.Time || TypedTokens.Fits(column) ? ColumnMask.KeepNumberElseToken
        : throw new ArgumentException(
            $"Column '{table.Name}.{column.Name}' tells rows apart, but {column.DataType} has no tokens. If it holds no personal data, add the rule Keep.");

    private static bool IsValue(ColumnSchema column, string text) => column switch
    {
        { Kind: ColumnKind.Binary } => false,
        { Empty: bool } => bool.TryParse(text, out _),
        { Kind: ColumnKind.Number } => Parses(text),
        { Kind: ColumnKind.Time } => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => true,
    };

    private static bool Parses(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
