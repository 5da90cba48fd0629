using System.Globalization;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;
using ShadowFunctions.Triggers;

namespace ShadowFunctions.Activities;

/// <summary>Gives the sampler what it reads from: production, or a database that was made for it and is removed when it has been read.</summary>
public sealed class ReadSources(
    ReadSourceRepository runs, StoreRepository stores, ShadowAccountRepository accounts, IOptions<ShadowOptions> options, TimeProvider time)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    /// <summary>The store as the sampler reads it; null while its read source is not ready. A missing one is begun.</summary>
    public async Task<Store?> OfAsync(Store store, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.Configuration.Replication.ReadFrom == ReadSource.Production)
        {
            return store;
        }

        var current = await runs.GetAsync(store.Id, cancellationToken);
        if (current?.Value is { Status: ReadSourceStatus.Ready, Connection: { } connection })
        {
            return store with { ProductionConnection = connection };
        }

        if ((current is null || MayBegin(current.Value)) && await IsPaidForAsync(store.Id, cancellationToken))
        {
            var run = Intent(store, current?.Value);
            await runs.PutAsync(store.Id, run, current?.ETag, cancellationToken);
            await StartAsync(client, run, cancellationToken);
        }

        return null;
    }

    /// <summary>The sampler has read all there was: the read source is removed.</summary>
    public async Task DoneAsync(string storeId, CancellationToken cancellationToken)
    {
        if (await runs.GetAsync(storeId, cancellationToken) is { Value: { Status: ReadSourceStatus.Ready } run } current)
        {
            await runs.PutAsync(storeId, run with { Status = ReadSourceStatus.Removing }, current.ETag, cancellationToken);
        }
    }

    /// <summary>Takes up runs whose orchestration was lost, so that none of them leaves a database behind.</summary>
    public async Task ResumeAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var managed = (await stores.ListAsync(cancellationToken)).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var run in (await runs.ListAsync(cancellationToken)).Where(r => r.Status != ReadSourceStatus.Ended && managed.Contains(r.StoreId)))
        {
            await StartAsync(client, run, cancellationToken);
        }
    }

    private static Task<bool> StartAsync(DurableTaskClient client, ReadSourceRun run, CancellationToken cancellationToken) => CycleStarter.StartOnceAsync(
        client, Names.ReadSourceOrchestrator, new ReadSourceInput(run.StoreId, run.Id), Names.ReadSourceInstanceId(run.Id), cancellationToken);

    private bool MayBegin(ReadSourceRun last) =>
        last is { Status: ReadSourceStatus.Ended, EndedAt: { } end } && (last.Error is null || time.GetUtcNow() >= end + AfterFailure);

    /// <summary>A read source counts like the shadow it fills: at a cap of the day none is begun.</summary>
    private async Task<bool> IsPaidForAsync(string storeId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (shadows, sources) = (await accounts.ListAsync(cancellationToken), await runs.ListAsync(cancellationToken));
        var own = ShadowCosts.Today(shadows.Where(a => a.StoreId == storeId), sources.Where(r => r.StoreId == storeId), now);
        return ShadowMeter.Cap(own, ShadowCosts.Today(shadows, sources, now), options.Value.ShadowCostPerDay, options.Value.FleetShadowCostPerDay) is null;
    }

    private ReadSourceRun Intent(Store store, ReadSourceRun? last)
    {
        var now = time.GetUtcNow();
        return new ReadSourceRun
        {
            Id = $"{store.Id}-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}",
            StoreId = store.Id,
            Kind = store.Configuration.Replication.ReadFrom,
            IntendedAt = now,
            Deadline = now.AddHours(options.Value.ReadSourceHours),
            EarlierToday = ShadowCosts.Today(last, now),
        };
    }
}
