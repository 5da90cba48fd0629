using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>The metrics of several resources, one element per resource.</summary>
public class MetricsQueryResourcesResult
{
    internal MetricsQueryResourcesResult(IReadOnlyList<MetricsQueryResult> values) => Values = values;

    public IReadOnlyList<MetricsQueryResult> Values { get; }

    internal static MetricsQueryResourcesResult Read(JsonElement json) => new(json.List("values", MetricsQueryResult.ReadBatch));
}
