using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Masking;

/// <summary>Moves values by a keyed amount that depends on nothing but the value, so that a row that is copied again comes out the same.</summary>
/// <param name="key">The secret key.</param>
internal sealed class Noise(byte[] key)
{
    private const double DefaultShare = 0.1;
    private const double DefaultDays = 30;

    /// <summary>True when values of a column can be moved.</summary>
    public static bool Fits(ColumnSchema column) =>
        column.Kind == ColumnKind.Number ? column.Empty is not bool : column.Kind == ColumnKind.Time && column.DataType != "interval" && !IsTimeOfDay(column);

    /// <summary>The moved value; null when it is not what the column was declared to hold.</summary>
    public object? Of(ColumnSchema column, object value, string? most) => value switch
    {
        long number => Number(number, most),
        double number when double.IsFinite(number) => number + (number * Draw(value) * Most(most, DefaultShare)),
        string text when column.Kind == ColumnKind.Number => Decimal(text, most),
        string text when column.Kind == ColumnKind.Time => Date(text, most),
        _ => null,
    };

    private static bool IsTimeOfDay(ColumnSchema column) => column.DataType.StartsWith("time", StringComparison.Ordinal)
        && !column.DataType.StartsWith("timestamp", StringComparison.Ordinal);

    private static double Most(string? text, double otherwise) =>
        text is null ? otherwise : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private long Number(long number, string? most)
    {
        var moved = number + (number * Draw(number) * Most(most, DefaultShare));
        return moved is > -9e18 and < 9e18 ? (long)Math.Round(moved) : number;
    }

    private string? Decimal(string text, string? most)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var digits = text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point - 1 : 0;
        var moved = number * (1 + ((decimal)Draw(text) * (decimal)Most(most, DefaultShare)));

        // Towards zero, and not longer than before: the column need not have room for another digit.
        var result = (Math.Truncate(moved * Power(digits)) / Power(digits)).ToString("F" + digits, CultureInfo.InvariantCulture);
        return result.Length > text.Length ? text[0] == '-' ? "-" + new string('9', 1) + text[2..] : "9" + text[1..] : result;
    }

    private static decimal Power(int digits) => digits == 0 ? 1 : 10 * Power(digits - 1);

    private string? Date(string text, string? most)
    {
        if (text.Length < 10 || !DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return null;
        }

        var days = Math.Clamp(date.DayNumber + (int)Math.Round(Draw(text[..10]) * Most(most, DefaultDays)), 0, DateOnly.MaxValue.DayNumber);
        return DateOnly.FromDayNumber(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + text[10..];
    }

    /// <summary>A number in [−1, 1).</summary>
    private double Draw(object value)
    {
        var mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"noise {value}")));
        return ((BitConverter.ToUInt64(mac) >> 11) * (2.0 / (1L << 53))) - 1;
    }
}
