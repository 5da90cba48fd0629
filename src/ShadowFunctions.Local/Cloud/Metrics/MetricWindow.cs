using System.Globalization;
using System.Xml;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What a metrics request asks for beside resources and names: span, interval and aggregations.</summary>
/// <param name="From">First minute, UTC.</param>
/// <param name="To">First minute after the span, UTC.</param>
/// <param name="IntervalMinutes">Length of a bucket.</param>
/// <param name="Aggregations">Lower-case names.</param>
internal sealed record MetricWindow(DateTimeOffset From, DateTimeOffset To, int IntervalMinutes, IReadOnlySet<string> Aggregations)
{
    private static readonly string[] KnownAggregations = ["average", "minimum", "maximum", "total", "count"];
    private static readonly int[] KnownIntervals = [1, 5, 15, 30, 60, 360, 720, 1440];

    public string Interval => XmlConvert.ToString(TimeSpan.FromMinutes(IntervalMinutes));

    /// <summary>Reads <c>timespan=start/end</c>, as a single resource is asked.</summary>
    public static MetricWindow OfSingle(CloudRequest request, DateTimeOffset now)
    {
        if (request.Query("timespan") is not { } timespan)
        {
            return Make(request, now.AddHours(-1), now);
        }

        var parts = timespan.Split('/');
        return parts.Length == 2 ? Make(request, Time(parts[0]), Time(parts[1])) : throw Bad($"The timespan '{timespan}' must be 'start/end' in ISO 8601.");
    }

    /// <summary>Reads <c>starttime</c> and <c>endtime</c>, as a batch is asked.</summary>
    public static MetricWindow OfBatch(CloudRequest request, DateTimeOffset now)
    {
        if (request.Query("timespan") is not null)
        {
            throw Bad($"Detected invalid time range parameters for API version {request.Query("api-version")}. Please use only starttime and endtime to specify a time range.");
        }

        var to = request.Query("endtime") is { } end ? Time(end) : now;
        return Make(request, request.Query("starttime") is { } start ? Time(start) : to.AddHours(-1), to);
    }

    private static MetricWindow Make(CloudRequest request, DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
        {
            throw Bad($"The start {from:u} must lie before the end {to:u}.");
        }

        var aggregations = (request.Query("aggregation") ?? "average").Split(',', StringSplitOptions.TrimEntries).Select(a => a.ToLowerInvariant()).ToHashSet();
        if (aggregations.FirstOrDefault(a => !KnownAggregations.Contains(a)) is { } unknown)
        {
            throw Bad($"The aggregation '{unknown}' must be one of {string.Join(", ", KnownAggregations)}.");
        }

        var first = StoreWorld.FloorToMinute(from);
        return new MetricWindow(first, StoreWorld.FloorToMinute(to.AddTicks(TimeSpan.TicksPerMinute - 1)), Minutes(request.Query("interval"), to - first), aggregations);
    }

    private static int Minutes(string? interval, TimeSpan span)
    {
        if (interval is null)
        {
            return 1;
        }

        if (interval.Equals("FULL", StringComparison.OrdinalIgnoreCase))
        {
            return (int)Math.Ceiling(span.TotalMinutes);
        }

        try
        {
            var minutes = XmlConvert.ToTimeSpan(interval).TotalMinutes;
            return KnownIntervals.Contains((int)minutes) && minutes == (int)minutes ? (int)minutes : throw new FormatException();
        }
        catch (FormatException)
        {
            throw Bad($"The interval '{interval}' must be one of PT1M, PT5M, PT15M, PT30M, PT1H, PT6H, PT12H, P1D, FULL.");
        }
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Bad($"The time '{text}' is not ISO 8601.");

    private static ArmException Bad(string message) => ArmException.BadRequest("BadRequest", message);
}
