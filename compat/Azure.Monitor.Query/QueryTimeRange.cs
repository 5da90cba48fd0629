using System.Globalization;
using System.Xml;

namespace Azure.Monitor.Query;

/// <summary>A window of time: a duration, with a start, an end, or both.</summary>
public readonly struct QueryTimeRange : IEquatable<QueryTimeRange>
{
    public QueryTimeRange(TimeSpan duration)
        : this(duration, start: null, end: null)
    {
    }

    public QueryTimeRange(DateTimeOffset start, TimeSpan duration)
        : this(duration, start, end: null)
    {
    }

    public QueryTimeRange(TimeSpan duration, DateTimeOffset end)
        : this(duration, start: null, end)
    {
    }

    public QueryTimeRange(DateTimeOffset start, DateTimeOffset end)
        : this(end - start, start, end)
    {
    }

    private QueryTimeRange(TimeSpan duration, DateTimeOffset? start, DateTimeOffset? end) =>
        (Duration, Start, End) = (duration, start, end);

    public static QueryTimeRange All => new(TimeSpan.MaxValue);

    public TimeSpan Duration { get; }

    public DateTimeOffset? Start { get; }

    public DateTimeOffset? End { get; }

    public static bool operator ==(QueryTimeRange left, QueryTimeRange right) => left.Equals(right);

    public static bool operator !=(QueryTimeRange left, QueryTimeRange right) => !left.Equals(right);

    public static implicit operator QueryTimeRange(TimeSpan timeSpan) => new(timeSpan);

    public bool Equals(QueryTimeRange other) =>
        Duration == other.Duration && Start == other.Start && End == other.End;

    public override bool Equals(object obj) => obj is QueryTimeRange other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Start, End, Duration);

    public override string ToString() => ToIso();

    /// <summary>ISO 8601: start/end, start/duration, duration/end or duration.</summary>
    internal string ToIso() => (Start, End) switch
    {
        ({ } start, { } end) => $"{Iso.Time(start)}/{Iso.Time(end)}",
        ({ } start, null) => $"{Iso.Time(start)}/{XmlConvert.ToString(Duration)}",
        (null, { } end) => $"{XmlConvert.ToString(Duration)}/{Iso.Time(end)}",
        _ => XmlConvert.ToString(Duration),
    };

    /// <summary>Reads what <see cref="ToIso"/> writes; throws <see cref="FormatException"/> on anything else.</summary>
    internal static QueryTimeRange Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts switch
        {
            [var duration] => new QueryTimeRange(XmlConvert.ToTimeSpan(duration)),
            [var duration, var end] when IsDuration(duration) => new QueryTimeRange(XmlConvert.ToTimeSpan(duration), Time(end)),
            [var start, var duration] when IsDuration(duration) => new QueryTimeRange(Time(start), XmlConvert.ToTimeSpan(duration)),
            [var start, var end] => new QueryTimeRange(Time(start), Time(end)),
            _ => throw new FormatException($"'{text}' is not a time range; expected start/end, start/duration, duration/end or duration."),
        };
    }

    private static bool IsDuration(string text) => text.StartsWith('P') || text.StartsWith("-P", StringComparison.Ordinal);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
