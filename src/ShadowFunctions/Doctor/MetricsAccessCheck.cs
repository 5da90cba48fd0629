using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Doctor;

/// <summary>Can every store's metrics be read, and are they fresh?</summary>
public sealed class MetricsAccessCheck(IMetricsSource metrics, TimeProvider time) : IDeploymentCheck
{
    private const int BatchSize = 50;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public string Name => "MetricsAccess";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var now = time.GetUtcNow();
        List<CheckResult> results = [];
        foreach (var page in stores.GroupBy(s => (s.Region, s.SubscriptionId, s.Kind)).SelectMany(g => g.Chunk(BatchSize)))
        {
            results.AddRange(await ReadAsync([.. page.Select(s => new MetricsQuery(s, now - Window, now))], cancellationToken));
        }

        return results is [] ? [CheckResult.Skip(Name, "stores", "No store is registered yet.")] : results;
    }

    private async Task<IEnumerable<CheckResult>> ReadAsync(MetricsQuery[] page, CancellationToken cancellationToken)
    {
        try
        {
            return (await metrics.QueryAsync(page, cancellationToken)).Zip(page, Judge);
        }
        catch (TransientCloudException error)
        {
            return page.Select(q => Fail(q.Store, error.Message));
        }
    }

    private CheckResult Judge(StoreMetrics answer, MetricsQuery query) => answer switch
    {
        { Samples: [.., var last] } => CheckResult.Pass(Name, Subject(query.Store), $"The newest minute is {last.Minute:HH:mm}Z."),
        { Errors: [var first, ..] } => Fail(query.Store, first),
        _ => CheckResult.Fail(Name, Subject(query.Store), "No minute of the last 30 has metrics.",
            "A paused serverless database has none, which is fine. Otherwise look whether the database was made, renamed or moved a moment ago."),
    };

    private CheckResult Fail(Store store, string detail) => CheckResult.Fail(Name, Subject(store), detail,
        $"Give the metrics reader the role Monitoring Reader on subscription '{store.SubscriptionId}': add the store's resource group to TARGET_RESOURCE_GROUP_IDS and run 'azd provision'.");

    private static string Subject(Store store) => $"store '{store.Id}'";
}
