using System.Globalization;

namespace ShadowFunctions.Core.Recordings;

/// <summary>Reads the cells of a line: times and values.</summary>
internal static class Cells
{
    private const long FirstMillisecondStamp = 100_000_000_000;
    private const long FirstSecondStamp = 100_000_000;
    private static readonly string[] Missing = ["", "nan", "null", "na", "n/a", "none"];

    /// <summary>The cells, without surrounding blanks and quotes.</summary>
    public static string[] Split(string line)
    {
        var cells = line.Split(',', StringSplitOptions.TrimEntries);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Length >= 2 && cells[i][0] == '"' && cells[i][^1] == '"')
            {
                cells[i] = cells[i][1..^1].Trim();
            }
        }

        return cells;
    }

    /// <summary>An ISO 8601 time (one without a zone counts as UTC), or seconds or milliseconds since 1970.</summary>
    public static bool TryTime(string text, out DateTimeOffset at)
    {
        if (TryPlainUtc(text, out at))
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stamp) && stamp >= FirstSecondStamp)
        {
            at = stamp >= FirstMillisecondStamp
                ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(stamp, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()))
                : DateTimeOffset.FromUnixTimeSeconds(stamp);
            return true;
        }

        return text.Contains('-') && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
    }

    /// <summary>A finite number.</summary>
    public static bool TryValue(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Whether the cell says that there is no value: a gap.</summary>
    public static bool IsMissing(string text) => text.Length <= 4 && Missing.Contains(text.ToLowerInvariant());

    /// <summary>The common form <c>2026-08-31T06:00:00Z</c>, with a blank for the T or without the Z, without the cost of the general parser.</summary>
    private static bool TryPlainUtc(string text, out DateTimeOffset at)
    {
        at = default;
        var plain = (text.Length == 19 || (text.Length == 20 && text[19] == 'Z'))
            && text[4] == '-' && text[7] == '-' && (text[10] is 'T' or ' ') && text[13] == ':' && text[16] == ':';
        if (!plain || !Number(text, 0, 4, out var year) || !Number(text, 5, 2, out var month) || !Number(text, 8, 2, out var day)
            || !Number(text, 11, 2, out var hour) || !Number(text, 14, 2, out var minute) || !Number(text, 17, 2, out var second))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        at = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
        return true;
    }

    private static bool Number(string text, int from, int length, out int number)
    {
        number = 0;
        for (var i = from; i < from + length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }

            number = (10 * number) + (text[i] - '0');
        }

        return true;
    }
}
