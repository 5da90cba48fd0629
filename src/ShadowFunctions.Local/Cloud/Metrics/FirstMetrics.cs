using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Metrics as the first API of SQL databases lists them, asked for by an OData filter.</summary>
internal static partial class FirstMetrics
{
    public static CloudAnswer List(CloudRequest request, CloudResource resource, Func<MetricWindow, MetricSeries> read)
    {
        var filter = request.Query("$filter") ?? throw ArmException.BadRequest("MissingFilter", "The query parameter $filter is required.");
        var parts = Parts().Matches(filter).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);
        var metric = MetricCatalog.Find(resource.Kind, [Value(parts, "name/value")]).Single();
        var grain = TimeSpan.Parse(Value(parts, "timeGrain"), CultureInfo.InvariantCulture);
        var (from, to) = (Time(parts, "startTime"), Time(parts, "endTime"));
        var window = new MetricWindow(from, to, (int)grain.TotalMinutes, new HashSet<string>());
        var series = read(window);
        var values = new JsonArray();
        for (var i = 0; i < series.Loads.Length; i += window.IntervalMinutes)
        {
            if (series.Bucket(metric, window, i) is { Minutes: > 0 } bucket)
            {
                values.Add(new JsonObject
                {
                    ["timestamp"] = ResourceJson.Time(from.AddMinutes(i)),
                    ["average"] = bucket.Average,
                    ["minimum"] = bucket.Minimum,
                    ["maximum"] = bucket.Maximum,
                    ["total"] = bucket.Total,
                    ["count"] = bucket.Count,
                });
            }
        }

        return CloudAnswer.Ok(new JsonObject { ["value"] = new JsonArray(Metric(metric, grain, from, to, values)) });
    }

    private static JsonObject Metric(MetricDefinition metric, TimeSpan grain, DateTimeOffset from, DateTimeOffset to, JsonArray values) => new()
    {
        ["name"] = new JsonObject { ["value"] = metric.Name, ["localizedValue"] = metric.DisplayName },
        ["unit"] = metric.Unit.ToLowerInvariant(),
        ["timeGrain"] = grain.ToString("c", CultureInfo.InvariantCulture),
        ["startTime"] = ResourceJson.Time(from),
        ["endTime"] = ResourceJson.Time(to),
        ["metricValues"] = values,
    };

    private static string Value(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var value) ? value : throw ArmException.BadRequest("InvalidFilter", $"$filter must name {name}, for example {name} eq '…'.");

    private static DateTimeOffset Time(Dictionary<string, string> parts, string name) =>
        DateTimeOffset.TryParse(Value(parts, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? Core.Simulation.StoreWorld.FloorToMinute(time)
            : throw ArmException.BadRequest("InvalidFilter", $"{name} in $filter is not a time.");

    [GeneratedRegex(@"([A-Za-z/]+) eq '([^']*)'")]
    private static partial Regex Parts();
}
