using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;

namespace ShadowFunctions.Azure.Tests.Fakes;

/// <summary>Azure Monitor of the fake: a function gives each resource's metric in each minute, null for no data.</summary>
internal sealed class FakeMonitor
{
    private const string MetricsSegment = "/providers/Microsoft.Insights/metrics";

    /// <summary>Average of (resource id, metric, minute).</summary>
    public Func<string, string, DateTimeOffset, double?> Average { get; set; } = (_, _, _) => null;

    /// <summary>Metrics that fail inside a 200, with their code.</summary>
    public Dictionary<string, string> Failing { get; } = [];

    /// <summary>Resources that exist; null means all.</summary>
    public Func<string, bool> Exists { get; set; } = _ => true;

    /// <summary>Step of the answers.</summary>
    public string Interval { get; set; } = "PT1M";

    public HttpResponseMessage Batch(RecordedRequest request)
    {
        var query = HttpUtility.ParseQueryString(request.Uri.Query);
        var ids = JsonNode.Parse(request.Body)!["resourceids"]!.AsArray().Select(n => n!.GetValue<string>());
        // The platform promises no order.
        var values = ids.Where(Exists).Reverse().Select(id => (JsonNode)Answer(id, query["metricnames"]!, Time(query["starttime"]!), Time(query["endtime"]!)));
        return FakeAzure.Json(200, new JsonObject { ["values"] = new JsonArray([.. values]) });
    }

    public HttpResponseMessage Single(RecordedRequest request)
    {
        var query = HttpUtility.ParseQueryString(request.Uri.Query);
        var span = query["timespan"]!.Split('/');
        var id = request.Path[..^MetricsSegment.Length];
        return Exists(id)
            ? FakeAzure.Json(200, Answer(id, query["metricnames"]!, Time(span[0]), Time(span[1])))
            : FakeAzure.Json(404, FakeAzure.Error("ResourceNotFound"));
    }

    private JsonObject Answer(string id, string names, DateTimeOffset from, DateTimeOffset to) => new()
    {
        ["starttime"] = from,
        ["endtime"] = to,
        ["timespan"] = $"{from:O}/{to:O}",
        ["interval"] = Interval,
        ["namespace"] = "Microsoft.Sql/servers/databases",
        ["resourceregion"] = "westeurope",
        ["resourceid"] = id,
        ["value"] = new JsonArray([.. names.Split(',').Select(name => (JsonNode)Metric(id, name, from, to))]),
    };

    private JsonObject Metric(string id, string name, DateTimeOffset from, DateTimeOffset to)
    {
        JsonArray data = [];
        for (var minute = from; minute < to && !Failing.ContainsKey(name); minute = minute.AddMinutes(1))
        {
            var bucket = new JsonObject { ["timeStamp"] = minute };
            if (Average(id, name, minute) is { } average)
            {
                bucket["average"] = average;
            }

            data.Add(bucket);
        }

        var metric = new JsonObject
        {
            ["id"] = $"{id}{MetricsSegment}/{name}",
            ["type"] = "Microsoft.Insights/metrics",
            ["name"] = new JsonObject { ["value"] = name, ["localizedValue"] = name },
            ["unit"] = "Percent",
            ["timeseries"] = data.Count == 0 ? new JsonArray() : new JsonArray(new JsonObject { ["metadatavalues"] = new JsonArray(), ["data"] = data }),
            ["errorCode"] = Failing.GetValueOrDefault(name, "Success"),
        };
        if (Failing.ContainsKey(name))
        {
            metric["errorMessage"] = "Not today.";
        }

        return metric;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
