using Azure.Core;
using Azure.Monitor.Query.Models;
using Azure.ResourceManager.Sql;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Metrics;

/// <summary>The databases of a pool and the CPU each used: one list, and one batch call per 50 of them.</summary>
internal sealed class PoolMembers(AzureConnection connection)
{
    private readonly MetricsReader _reader = new(connection);
    private readonly UsageSampling _sampling = new(null);

    public async Task<IReadOnlyList<PoolMember>> ReadAsync(MetricsQuery pool, CancellationToken cancellationToken)
    {
        List<PoolMember> members = [];
        foreach (var batch in MetricsBatch.Group(await ListAsync(pool, cancellationToken)))
        {
            var metrics = await MetricsAsync(batch, cancellationToken);
            members.AddRange(batch.Queries.Select(q => Member(q, metrics.GetValueOrDefault(q.Store.ResourceId) ?? [])));
        }

        return [.. members.OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    private Task<List<MetricsQuery>> ListAsync(MetricsQuery pool, CancellationToken cancellationToken)
    {
        _ = StoreResource.Kind(pool.Store);
        return CloudErrors.CallAsync($"Listing the databases of pool '{pool.Store.Id}'", ListAsync, cancellationToken);

        async Task<List<MetricsQuery>> ListAsync()
        {
            List<MetricsQuery> members = [];
            ElasticPoolResource resource = connection.Arm.GetElasticPoolResource(new ResourceIdentifier(pool.Store.ResourceId));
            await foreach (SqlDatabaseResource database in resource.GetDatabasesAsync(cancellationToken))
            {
                var member = new Store { Id = database.Id.Name, ResourceId = database.Id.ToString(), Region = pool.Store.Region };
                members.Add(new MetricsQuery(member, pool.From, pool.To));
            }

            return members;
        }
    }

    private async Task<Dictionary<string, List<MetricResult>>> MetricsAsync(MetricsBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadManyAsync(batch, cancellationToken, MetricNames.OfMember);
        }
        catch (CloudRefusedException)
        {
            // Without a reader role on the subscription: one by one, as for stores.
            var answers = new Dictionary<string, List<MetricResult>>(StringComparer.OrdinalIgnoreCase);
            foreach (var query in batch.Queries)
            {
                answers[query.Store.ResourceId] = [.. await _reader.ReadOneAsync(query, cancellationToken, MetricNames.OfMember)];
            }

            return answers;
        }
    }

    private PoolMember Member(MetricsQuery query, List<MetricResult> metrics)
    {
        var read = MetricMinutes.Collect(metrics, query.From, query.To);
        if (read.Errors.Count > 0)
        {
            throw new CloudRefusedException($"The CPU of database '{query.Store.Id}' could not be read: {string.Join(" ", read.Errors)}") { ErrorCode = "MetricsIncomplete" };
        }

        var minutes = new MemberMinute[(int)Math.Ceiling((query.To - query.From).TotalMinutes)];
        foreach (var (minute, values) in read.Minutes)
        {
            var sample = _sampling.Sample(minute, values);
            minutes[(int)(minute - query.From).TotalMinutes] = new MemberMinute(sample.Amounts.CpuVCores, sample.Saturated);
        }

        return new PoolMember(query.Store.Id, minutes);
    }
}
