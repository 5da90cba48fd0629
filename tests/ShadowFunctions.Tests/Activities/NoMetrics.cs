using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Activities;

/// <summary>For steps that read no metrics: says so when one does.</summary>
internal sealed class NoMetrics : IMetricsSource
{
    public Task<IReadOnlyList<StoreMetrics>> QueryAsync(IReadOnlyList<MetricsQuery> queries, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This step reads no metrics.");

    public Task<IReadOnlyList<PoolMember>> MembersAsync(MetricsQuery pool, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("This step looks at no pool.");
}
