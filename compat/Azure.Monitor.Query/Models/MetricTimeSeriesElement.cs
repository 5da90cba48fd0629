using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>The values of one combination of dimensions; without a filter there is one, with no dimensions.</summary>
public class MetricTimeSeriesElement
{
    internal MetricTimeSeriesElement(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<MetricValue> values)
    {
        Metadata = metadata;
        Values = values;
    }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public IReadOnlyList<MetricValue> Values { get; }

    internal static MetricTimeSeriesElement Read(JsonElement json)
    {
        Dictionary<string, string> metadata = [];
        foreach (JsonElement dimension in json.List("metadatavalues", element => element))
        {
            metadata[dimension.Member("name").Text("value") ?? string.Empty] = dimension.Text("value");
        }

        return new MetricTimeSeriesElement(metadata, json.List("data", MetricValue.Read));
    }
}
