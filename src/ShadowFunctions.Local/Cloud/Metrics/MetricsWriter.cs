using System.Globalization;
using System.Text.Json;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Writes metrics as Azure Monitor does, piece by piece: a quarter year of minutes is large.</summary>
internal static class MetricsWriter
{
    private const int FlushBytes = 1 << 16;
    private const int SignificantDigits = 6;

    public static async Task WriteBatchAsync(
        Stream stream, IReadOnlyList<(string Id, MetricSeries? Series)> results, IReadOnlyList<MetricDefinition> metrics, MetricWindow window,
        string resourceNamespace, string region, IReadOnlyDictionary<string, string> errors, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartArray("values");
        foreach (var (id, series) in results)
        {
            json.WriteStartObject();
            json.WriteString("starttime", Time(window.From));
            json.WriteString("endtime", Time(window.To));
            json.WriteString("interval", window.Interval);
            await WriteMetricsAsync(json, id, series, metrics, window, errors, cancellationToken);
            json.WriteString("namespace", resourceNamespace);
            json.WriteString("resourceregion", region);
            json.WriteString("resourceid", id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static async Task WriteSingleAsync(
        Stream stream, string id, MetricSeries series, IReadOnlyList<MetricDefinition> metrics, MetricWindow window,
        string resourceNamespace, string region, IReadOnlyDictionary<string, string> errors, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("cost", (int)Math.Max(0, (window.To - window.From).TotalMinutes - 1));
        json.WriteString("timespan", $"{Time(window.From)}/{Time(window.To)}");
        json.WriteString("interval", window.Interval);
        await WriteMetricsAsync(json, id, series, metrics, window, errors, cancellationToken);
        json.WriteString("namespace", resourceNamespace);
        json.WriteString("resourceregion", region);
        json.WriteEndObject();
    }

    private static async Task WriteMetricsAsync(
        Utf8JsonWriter json, string id, MetricSeries? series, IReadOnlyList<MetricDefinition> metrics, MetricWindow window,
        IReadOnlyDictionary<string, string> errors, CancellationToken cancellationToken)
    {
        json.WriteStartArray("value");
        foreach (var metric in metrics)
        {
            var error = series is null ? "ResourceNotFound" : errors.GetValueOrDefault(metric.Name);
            json.WriteStartObject();
            json.WriteString("id", $"{id}/providers/Microsoft.Insights/metrics/{metric.Name}");
            json.WriteString("type", "Microsoft.Insights/metrics");
            json.WriteStartObject("name");
            json.WriteString("value", metric.Name);
            json.WriteString("localizedValue", metric.DisplayName);
            json.WriteEndObject();
            json.WriteString("displayDescription", metric.DisplayName);
            json.WriteString("unit", metric.Unit);
            json.WriteStartArray("timeseries");
            if (error is null)
            {
                await WriteSeriesAsync(json, series!, metric, window, cancellationToken);
            }

            json.WriteEndArray();
            json.WriteString("errorCode", error ?? "Success");
            if (error is not null)
            {
                json.WriteString("errorMessage", series is null ? $"The resource '{id}' was not found." : $"The metric '{metric.Name}' could not be read.");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static async Task WriteSeriesAsync(
        Utf8JsonWriter json, MetricSeries series, MetricDefinition metric, MetricWindow window, CancellationToken cancellationToken)
    {
        // A metric that no minute of the window has (DTU of a vCore size) has no series; a single minute without it has an empty bucket.
        if (!Enumerable.Range(0, series.Loads.Length).Any(i => series.Bucket(metric, window with { IntervalMinutes = 1 }, i).Minutes > 0))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteStartArray("metadatavalues");
        json.WriteEndArray();
        json.WriteStartArray("data");
        for (var i = 0; i < series.Loads.Length; i += window.IntervalMinutes)
        {
            WriteBucket(json, series.Bucket(metric, window, i), window, window.From.AddMinutes(i));
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(cancellationToken);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBucket(Utf8JsonWriter json, MetricBucket bucket, MetricWindow window, DateTimeOffset at)
    {
        json.WriteStartObject();
        json.WriteString("timeStamp", Time(at));
        if (bucket.Minutes > 0)
        {
            Write(json, window, "average", bucket.Average);
            Write(json, window, "minimum", bucket.Minimum);
            Write(json, window, "maximum", bucket.Maximum);
            Write(json, window, "total", bucket.Total);
            Write(json, window, "count", bucket.Count);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MetricWindow window, string aggregation, double value)
    {
        if (window.Aggregations.Contains(aggregation))
        {
            json.WriteNumber(aggregation, Rounded(value));
        }
    }

    /// <summary>Six digits say all there is, and halve the size of a long answer.</summary>
    private static double Rounded(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        var digits = SignificantDigits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits is >= 0 and <= 15 ? Math.Round(value, digits) : Math.Round(value);
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
