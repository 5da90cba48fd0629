using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Reads production's metrics of one page into the stores' own histories.</summary>
public sealed class QueryMetricsActivity(
    PageReader pages,
    IMetricsSource metrics,
    UsageHistory history,
    MetricsReadingRepository readings,
    SizeInForceRepository sizes,
    IOptions<ShadowOptions> options,
    TimeProvider time,
    ILogger<QueryMetricsActivity> logger)
{
    /// <summary>
    /// Most windows of the past that are read in one cycle, fourteen days: a page of stores, a dozen metrics, a value a minute are some ten
    /// megabytes of answer a window. A longer past takes several cycles.
    /// </summary>
    internal const int MostWindows = 56;

    /// <summary>
    /// Reads everything not yet stored, up to the minutes that may still change: first of the stores that are nearly up to date, then the
    /// past of the others, a quarter of a day at a time. What came late is read again and fills its gap; values already stored are left as they are.
    /// </summary>
    [Function(Names.QueryMetrics)]
    public async Task<PageResult> Run([ActivityTrigger] StorePage page, CancellationToken cancellationToken)
    {
        var until = StoreWorld.FloorToMinute(time.GetUtcNow().AddMinutes(-options.Value.SettleMinutes));
        var stores = new List<StoreReading>();
        foreach (var store in await pages.ReadAsync(page, cancellationToken))
        {
            var last = await history.LastAsync(store.Id, cancellationToken);
            var kept = (await readings.GetAsync(store.Id, cancellationToken))?.Value;
            stores.Add(new StoreReading(store, last, kept, (kept ?? new()).NextFrom(last, until, options.Value.BackfillDays))
            {
                Size = (await sizes.GetAsync(store.Id, cancellationToken))?.Value,
            });
        }

        await ReadAsync([.. stores.Where(s => s.From >= until - MetricsReading.Window)], until, cancellationToken);
        for (var window = 0; window < MostWindows && stores.FindAll(s => s.From < until && !s.Stopped) is { Count: > 0 } behind; window++)
        {
            try
            {
                await ReadAsync(behind, until, cancellationToken);
            }
            catch (TransientCloudException error) when (stores.Exists(s => s.Asked))
            {
                // What others were told in this cycle stands; the past can wait for the next one.
                logger.LogWarning("Metrics of {Stores} stores wait for the next cycle: {Error}", behind.Count, error.Message);
                behind.ForEach(s => s.Stopped = true);
            }
        }

        foreach (var store in stores.Where(s => s.Reading.Tells(s.Kept, s.Last)))
        {
            await readings.PutAsync(store.Store.Id, store.Reading, "*", cancellationToken);
        }

        return new PageResult(page.CycleId, WithoutMetrics: stores.Count(s => s.NextAfter < until && !s.HasNew));
    }

    /// <summary>
    /// Reads the next window of each store. A store of which nothing could be read stops here: what comes after would move its history past the
    /// window, and only single minutes of the last hour are filled in before its end.
    /// </summary>
    private async Task ReadAsync(List<StoreReading> stores, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var queries = stores.ConvertAll(s => new MetricsQuery(s.Store, s.From, Earlier(s.From + MetricsReading.Window, until))
        {
            SizeInForce = s.Size?.Size,
            SizeSince = s.Size?.Since ?? default,
        });
        foreach (var (store, query, result) in stores.Zip(queries, queries.Count == 0 ? [] : await metrics.QueryAsync(queries, cancellationToken)))
        {
            foreach (var error in result.Errors)
            {
                logger.LogWarning("Metrics of {Store}: {Error}", result.StoreId, error);
            }

            if (result is { Samples.Count: 0, Errors.Count: > 0 })
            {
                store.Stopped = true;
                continue;
            }

            // First what was missing between known minutes, then the end: a repeat after a crash between the two finds the minutes still missing.
            var missing = store.Reading.Missing.ToHashSet();
            await history.FillAsync(result.StoreId, [.. result.Samples.Where(s => missing.Contains(s.Minute))], cancellationToken);
            await history.AppendAsync(result.StoreId, result.Samples, cancellationToken);
            store.Take(query, result);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
