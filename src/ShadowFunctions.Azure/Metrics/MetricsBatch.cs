using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Metrics;

/// <summary>Queries that one batch call can answer: same subscription, region, resource type and window, at most 50.</summary>
/// <param name="Region">Region of all resources.</param>
/// <param name="ResourceType">Type of all resources, which is also the metric namespace.</param>
/// <param name="From">First minute.</param>
/// <param name="To">First minute after the window.</param>
/// <param name="Queries">The queries.</param>
internal sealed record MetricsBatch(string Region, string ResourceType, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<MetricsQuery> Queries)
{
    /// <summary>Most resources in one batch call.</summary>
    public const int MaxResources = 50;

    /// <summary>Groups queries in their order.</summary>
    public static IEnumerable<MetricsBatch> Group(IEnumerable<MetricsQuery> queries) =>
        from query in queries
        group query by (
            Subscription: query.Store.SubscriptionId.ToUpperInvariant(), Region: query.Store.Region.ToUpperInvariant(),
            Type: StoreResource.Type(query.Store), query.From, query.To) into same
        from chunk in same.Chunk(MaxResources)
        select new MetricsBatch(chunk[0].Store.Region, same.Key.Type, same.Key.From, same.Key.To, chunk);
}
