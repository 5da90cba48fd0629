using System.Globalization;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Masking;

/// <summary>Tokens of values that travel as text but must stay numbers, dates or times. Each is a permutation of all values of its form.</summary>
internal sealed class TypedTokens(FormatCipher cipher)
{
    private const int DaySeconds = 86_400;

    // Dates of two centuries stay among themselves, so that a token is a date one meets.
    private static readonly int FirstDay = new DateOnly(1900, 1, 1).DayNumber;
    private static readonly int Days = new DateOnly(2100, 1, 1).DayNumber - FirstDay;

    /// <summary>True when a column's values have tokens.</summary>
    public static bool Fits(ColumnSchema column) => column switch
    {
        { Empty: bool } or { DataType: "interval" } => false,
        { AsText: true, Kind: ColumnKind.Text } => column.DataType == "text",
        _ => true,
    };

    public string Token(ColumnSchema column, string text) => column.Kind switch
    {
        ColumnKind.Number => Number(text),
        ColumnKind.Time => Time(text),
        _ => cipher.Encrypt(text),
    };

    /// <summary>Same sign, same number of digits on both sides of the point.</summary>
    private string Number(string text)
    {
        var start = text.StartsWith('-') ? 1 : 0;
        var point = text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var p ? p : text.Length;
        if (!text.Skip(start).All(c => char.IsAsciiDigit(c) || c == '.') || text.Length == start)
        {
            return text; // Not a number, or infinite.
        }

        var classes = text.Select(c => char.IsAsciiDigit(c) ? CharClass.Digit : CharClass.Fixed(c)).ToArray();
        classes[start] = text[start] == '0' && point == start + 1 ? CharClass.Fixed('0') : CharClass.LeadingDigit;
        if (text[start] == '0' && point == start + 1 && text.All(c => c is '0' or '.' or '-'))
        {
            return text;
        }

        // Zero stays zero, so nothing else may become it.
        var token = cipher.Encrypt(text, 'n', classes);
        while (token.All(c => c is '0' or '.' or '-'))
        {
            token = cipher.Encrypt(token, 'n', classes);
        }

        return token;
    }

    /// <summary><c>yyyy-MM-dd</c>, <c>HH:mm:ss</c> or both, with a fraction and a zone: date, time and fraction are replaced, the zone stays.</summary>
    private string Time(string text)
    {
        if (text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            var rest = text.Length > 11 ? text[10] + TimeOfDay(text[11..]) : text[10..];
            return DateOnly.FromDayNumber(Day(date.DayNumber)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + rest;
        }

        // What is no date (infinity, before Christ) becomes one.
        return text.Length >= 8 && text[2] == ':' ? TimeOfDay(text) : "1970-01-01";
    }

    private int Day(int day)
    {
        if (day >= FirstDay && day < FirstDay + Days)
        {
            return FirstDay + (int)cipher.Permute(day - FirstDay, Days);
        }

        do
        {
            day = (int)cipher.Permute(day, DateOnly.MaxValue.DayNumber + 1);
        }
        while (day >= FirstDay && day < FirstDay + Days);
        return day;
    }

    private string TimeOfDay(string text)
    {
        if (!TimeOnly.TryParseExact(text[..8], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return "00:00:00";
        }

        var second = cipher.Permute(time.Ticks / TimeSpan.TicksPerSecond, DaySeconds);
        var digits = text.Skip(9).TakeWhile(char.IsAsciiDigit).Count();
        var fraction = text.Length > 8 && text[8] == '.' ? "." + cipher.Encrypt(text.Substring(9, digits)) + text[(9 + digits)..] : text[8..];
        return TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(second)).ToString("HH:mm:ss", CultureInfo.InvariantCulture) + fraction;
    }
}
