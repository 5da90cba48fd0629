using Azure;
using Azure.Monitor.Query.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Metrics;

/// <summary>
/// Reads Azure Monitor metrics, one-minute averages, in batches of up to 50 stores through the metrics data plane. Where the data plane
/// refuses (no reader role on the subscription, a store that is gone), stores are read one by one through ARM. Never logs in to a
/// database, so that a paused one stays paused.
/// </summary>
/// <param name="connection">Credential, transport and endpoints.</param>
/// <param name="sizes">Limits of the sizes.</param>
public sealed class AzureMetricsSource(AzureConnection connection, SizeCatalog sizes) : IMetricsSource
{
    private readonly MetricsReader _reader = new(connection);
    private readonly PoolMembers _members = new(connection);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoreMetrics>> QueryAsync(IReadOnlyList<MetricsQuery> queries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var answers = new Dictionary<MetricsQuery, StoreMetrics>(ReferenceEqualityComparer.Instance);
        List<MetricsQuery> readable = [];
        foreach (var query in queries)
        {
            try
            {
                _ = StoreResource.Kind(query.Store);
                readable.Add(query);
            }
            catch (CloudRefusedException error)
            {
                answers[query] = Unread(query, error);
            }
        }

        TransientCloudException? unreachable = null;
        foreach (var batch in MetricsBatch.Group(readable))
        {
            unreachable = await ReadAsync(batch, answers, cancellationToken) ?? unreachable;
        }

        return unreachable is not null && queries.All(q => answers[q].Samples.Count == 0)
            ? throw unreachable
            : [.. queries.Select(q => answers[q])];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PoolMember>> MembersAsync(MetricsQuery pool, CancellationToken cancellationToken) => _members.ReadAsync(pool, cancellationToken);

    /// <summary>Fills in the answers of one batch; returns the error when the platform could not be reached for some of it.</summary>
    private async Task<TransientCloudException?> ReadAsync(
        MetricsBatch batch, Dictionary<MetricsQuery, StoreMetrics> answers, CancellationToken cancellationToken)
    {
        try
        {
            var byResource = await _reader.ReadManyAsync(batch, cancellationToken);
            foreach (var query in batch.Queries)
            {
                answers[query] = byResource.TryGetValue(query.Store.ResourceId.TrimEnd('/'), out var metrics)
                    ? Read(query, metrics)
                    : new StoreMetrics(query.Store.Id, [], ["Azure Monitor gave no metrics for this store."]);
            }

            return null;
        }
        catch (TransientCloudException error) when (error.InnerException is not RequestFailedException { Status: 401 })
        {
            foreach (var query in batch.Queries)
            {
                answers[query] = Unread(query, error);
            }

            return error;
        }
        catch (Exception error) when (error is CloudRefusedException or TransientCloudException)
        {
            return await ReadOneByOneAsync(batch, answers, cancellationToken);
        }
    }

    private async Task<TransientCloudException?> ReadOneByOneAsync(
        MetricsBatch batch, Dictionary<MetricsQuery, StoreMetrics> answers, CancellationToken cancellationToken)
    {
        TransientCloudException? unreachable = null;
        foreach (var query in batch.Queries)
        {
            try
            {
                answers[query] = Read(query, await _reader.ReadOneAsync(query, cancellationToken));
            }
            catch (TransientCloudException error)
            {
                answers[query] = Unread(query, error);
                unreachable = error;
            }
            catch (CloudRefusedException error)
            {
                answers[query] = Unread(query, error);
            }
        }

        return unreachable;
    }

    private StoreMetrics Read(MetricsQuery query, IEnumerable<MetricResult> metrics)
    {
        var minutes = MetricMinutes.Collect(metrics, query.From, query.To);
        var name = SizeCatalog.LadderName(query.Store.Kind, query.Store.Configuration.PreAllocation.Ladder);
        if (!sizes.HasLadder(name))
        {
            return new StoreMetrics(query.Store.Id, [], [.. minutes.Errors, $"'{name}' is not a known size ladder, so percentages cannot be read; set PreAllocation.Ladder."]);
        }

        var ladder = SeenSizes.Add(sizes.Ladder(name), minutes.Minutes.Select(m => m.Value));
        var foreign = query.SizeInForce is { } seen && !ladder.Contains(seen) ? seen : null;
        var sampling = new UsageSampling(ladder)
        {
            Foreign = foreign is null ? null : Find(foreign, query.Store.Kind == StoreKind.SqlElasticPool),
            ForeignSince = foreign is null ? null : query.SizeSince,
        };
        return new StoreMetrics(query.Store.Id, [.. minutes.Minutes.Select(m => sampling.Sample(m.Key, m.Value))], minutes.Errors);
    }

    private ComputeSize? Find(string size, bool pool)
    {
        try
        {
            return sizes.LadderOf(size, pool)[size];
        }
        catch (UnknownSizeException)
        {
            // Nobody knows its limits: what is told as a share of them stays unknown.
            return null;
        }
    }

    private static StoreMetrics Unread(MetricsQuery query, Exception error) => new(query.Store.Id, [], [error.Message]);
}
