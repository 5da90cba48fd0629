using System.Globalization;
using System.Xml;

namespace Azure.Monitor.Query;

/// <summary>ISO 8601 texts of the metrics API.</summary>
internal static class Iso
{
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds only: the batch API documents <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public static string TimeInMilliseconds(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>A grain such as <c>PT1M</c>; null for a text that is no duration.</summary>
    public static TimeSpan? Duration(string text)
    {
        try
        {
            return text is null ? null : XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            // "FULL" and the like: the answer has no fixed grain.
            return null;
        }
    }
}
