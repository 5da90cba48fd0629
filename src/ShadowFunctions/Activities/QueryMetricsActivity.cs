using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Options;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Reads production's metrics of one page into the stores' own histories.</summary>
public sealed class QueryMetricsActivity(
    PageReader pages, IMetricsSource metrics, UsageHistory history, IOptions<ShadowOptions> options, TimeProvider time, ILogger<QueryMetricsActivity> logger)
{
    // A page of stores, a dozen metrics, a value a minute: a quarter of a day is some ten megabytes of answer.
    private static readonly TimeSpan Window = TimeSpan.FromHours(6);

    // Some metrics of a minute come later than its CPU; so far back they are asked for again.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Reads everything not yet stored, up to the minutes that may still change; a new store's past is read a quarter of a day at a time.
    /// The last ten minutes are read again for metrics that came late; values already stored are left as they are.
    /// </summary>
    [Function(Names.QueryMetrics)]
    public async Task<PageResult> Run([ActivityTrigger] StorePage page, CancellationToken cancellationToken)
    {
        var until = Minute(time.GetUtcNow().AddMinutes(-options.Value.SettleMinutes));
        var missing = new List<MetricsQuery>();
        var known = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        foreach (var store in await pages.ReadAsync(page, cancellationToken))
        {
            var last = await history.LastAsync(store.Id, cancellationToken);
            known[store.Id] = last;
            missing.Add(new MetricsQuery(store, last - Overlap ?? until.AddDays(-options.Value.BackfillDays), until));
        }

        var read = new HashSet<string>(StringComparer.Ordinal);
        var from = missing.Count == 0 ? until : missing.Min(q => q.From);
        for (; from < until; from = from + Window)
        {
            await ReadWindow(missing, known, from, Earlier(from + Window, until), read, cancellationToken);
        }

        return new PageResult(page.CycleId, WithoutMetrics: missing.Count(q => NextAfter(known[q.Store.Id]) < until && !read.Contains(q.Store.Id)));
    }

    private async Task ReadWindow(
        List<MetricsQuery> missing, Dictionary<string, DateTimeOffset?> known, DateTimeOffset from, DateTimeOffset until, HashSet<string> read, CancellationToken cancellationToken)
    {
        var queries = missing.Where(q => q.From < until).Select(q => q with { From = Later(q.From, from), To = until }).ToList();
        foreach (var result in await metrics.QueryAsync(queries, cancellationToken))
        {
            foreach (var error in result.Errors)
            {
                logger.LogWarning("Metrics of {Store}: {Error}", result.StoreId, error);
            }

            await history.AppendAsync(result.StoreId, result.Samples, cancellationToken);
            if (result.Samples is [.., var newest] && newest.Minute >= NextAfter(known[result.StoreId]))
            {
                read.Add(result.StoreId);
            }
        }
    }

    private static DateTimeOffset NextAfter(DateTimeOffset? last) => last?.AddMinutes(1) ?? DateTimeOffset.MinValue;

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
