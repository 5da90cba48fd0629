using Azure.Core;
using Azure.Monitor.Query;
using Azure.Monitor.Query.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Metrics;

/// <summary>Sends the two kinds of metric requests: many resources at once through the data plane, or one through ARM.</summary>
internal sealed class MetricsReader(AzureConnection connection)
{
    private const string MetricsSegment = "/providers/Microsoft.Insights/metrics/";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Reads all resources of a batch; by resource id. A resource that the platform left out is not in the result.</summary>
    public Task<Dictionary<string, List<MetricResult>>> ReadManyAsync(
        MetricsBatch batch, CancellationToken cancellationToken, IReadOnlyList<string>? names = null) =>
        CloudErrors.CallAsync($"Reading metrics of {batch.Queries.Count} stores in {batch.Region}", async () =>
        {
            var options = new MetricsQueryResourcesOptions { StartTime = batch.From, EndTime = batch.To, Granularity = Minute };
            options.Aggregations.Add("average");
            MetricsQueryResourcesResult result = await connection.MetricsOf(batch.Region).QueryResourcesAsync(
                batch.Queries.Select(q => new ResourceIdentifier(q.Store.ResourceId)), names ?? MetricNames.Of(batch.ResourceType), batch.ResourceType,
                options, cancellationToken);
            return ByResource(result);
        }, cancellationToken);

    /// <summary>Reads one resource.</summary>
    public Task<IReadOnlyList<MetricResult>> ReadOneAsync(
        MetricsQuery query, CancellationToken cancellationToken, IReadOnlyList<string>? names = null) =>
        CloudErrors.CallAsync($"Reading metrics of store '{query.Store.Id}'", async () =>
        {
            var type = StoreResource.Type(query.Store);
            var options = new MetricsQueryOptions
            {
                TimeRange = new QueryTimeRange(query.From, query.To),
                Granularity = Minute,
                MetricNamespace = type,
            };
            options.Aggregations.Add(MetricAggregationType.Average);
            MetricsQueryResult result = await connection.ResourceMetrics.QueryResourceAsync(
                query.Store.ResourceId, names ?? MetricNames.Of(type), options, cancellationToken);
            return InMinutes(result) ? result.Metrics : throw Coarse(result);
        }, cancellationToken);

    private static Dictionary<string, List<MetricResult>> ByResource(MetricsQueryResourcesResult result)
    {
        var byResource = new Dictionary<string, List<MetricResult>>(StringComparer.OrdinalIgnoreCase);
        foreach (MetricsQueryResult each in result.Values)
        {
            if (!InMinutes(each))
            {
                throw Coarse(each);
            }

            foreach (MetricResult metric in each.Metrics)
            {
                // The answers carry no resource id of their own and promise no order: the metric's id is what identifies the resource.
                var end = metric.Id?.LastIndexOf(MetricsSegment, StringComparison.OrdinalIgnoreCase) ?? -1;
                if (end > 0)
                {
                    var resource = $"/{metric.Id![..end].TrimStart('/')}";
                    if (!byResource.TryGetValue(resource, out var metrics))
                    {
                        byResource[resource] = metrics = [];
                    }

                    metrics.Add(metric);
                }
            }
        }

        return byResource;
    }

    private static bool InMinutes(MetricsQueryResult result) => result.Granularity is null || result.Granularity == Minute;

    private static CloudRefusedException Coarse(MetricsQueryResult result) =>
        new($"metrics came in steps of {result.Granularity} instead of one minute; ask for a shorter or younger window.") { ErrorCode = "IntervalAdjusted" };
}
