using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>One metric of one resource; its id starts with the resource's id.</summary>
public class MetricResult
{
    private const string Success = "Success";

    internal MetricResult(string id, string resourceType, string name, MetricUnit unit, IReadOnlyList<MetricTimeSeriesElement> timeSeries)
    {
        Id = id;
        ResourceType = resourceType;
        Name = name;
        Unit = unit;
        TimeSeries = timeSeries;
    }

    public string Id { get; }

    public MetricUnit Unit { get; }

    public string Name { get; }

    public IReadOnlyList<MetricTimeSeriesElement> TimeSeries { get; }

    /// <summary>Why this metric could not be read; one can fail while the call succeeds.</summary>
    public ResponseError Error { get; private init; }

    public string Description { get; private init; }

    public string ResourceType { get; }

    internal static MetricResult Read(JsonElement json)
    {
        string errorCode = json.Text("errorCode");
        return new MetricResult(
            json.Text("id"),
            json.Text("type"),
            json.Member("name").Text("value"),
            new MetricUnit(json.Text("unit") ?? MetricUnit.Unspecified.ToString()),
            json.List("timeseries", MetricTimeSeriesElement.Read))
        {
            Description = json.Text("displayDescription"),
            Error = errorCode is null or Success ? null : new ResponseError(errorCode, json.Text("errorMessage")),
        };
    }
}
