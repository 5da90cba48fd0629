using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Activities;

/// <summary>
/// A store's minutes as series, one per resource: <see cref="UsageSample"/> to history points and back. The size of a minute stands with its
/// CPU, and with everything else where its CPU is not known.
/// </summary>
public sealed class UsageHistory(IHistoryStore history)
{
    private const string Allocated = nameof(UsageSample.AllocatedBytes);
    private static readonly TimeSpan AllocatedFor = TimeSpan.FromDays(1);
    private static readonly ResourceKind[] Kinds = Enum.GetValues<ResourceKind>();

    /// <summary>The last stored minute; null when the store has no history.</summary>
    public Task<DateTimeOffset?> LastAsync(string storeId, CancellationToken cancellationToken) =>
        history.LastAsync(storeId, nameof(ResourceKind.CpuVCores), cancellationToken);

    /// <summary>The space last known to be taken from the data limit, bytes; null when nothing is known of the last day.</summary>
    public async Task<double?> AllocatedAsync(string storeId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await history.ReadAsync(storeId, Allocated, now - AllocatedFor, now, cancellationToken) is [.., var last] ? last.Value : null;

    /// <summary>
    /// Appends samples. CPU is written last: it marks how far the others are complete. Of the allocated space only the newest is kept: it
    /// changes seldom.
    /// </summary>
    public async Task AppendAsync(string storeId, IReadOnlyList<UsageSample> samples, CancellationToken cancellationToken)
    {
        if (samples.LastOrDefault(s => s.AllocatedBytes is not null) is { AllocatedBytes: { } bytes } newest)
        {
            await history.AppendAsync(storeId, Allocated, [new HistoryPoint(newest.Minute, bytes, false)], cancellationToken);
        }

        foreach (var kind in Kinds.OrderBy(k => k == ResourceKind.CpuVCores))
        {
            var points = samples
                .Where(s => s.Amounts[kind] is not null)
                .Select(s => Point(kind, s))
                .ToList();
            if (points.Count > 0)
            {
                await history.AppendAsync(storeId, kind.ToString(), points, cancellationToken);
            }
        }
    }

    /// <summary>Puts minutes that came late into the gaps of the series; what is known stays as it is. Nothing is read where nothing is late.</summary>
    /// <param name="storeId">The store.</param>
    /// <param name="late">Minutes that were missing, wholly or in part, before later ones.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task FillAsync(string storeId, IReadOnlyList<UsageSample> late, CancellationToken cancellationToken)
    {
        if (late.Count == 0)
        {
            return;
        }

        var known = (await ReadAsync(storeId, late[0].Minute, late[^1].Minute.AddMinutes(1), cancellationToken)).ToDictionary(s => s.Minute, s => s.Amounts);
        foreach (var kind in Kinds)
        {
            var points = late
                .Where(s => s.Amounts[kind] is not null && known.GetValueOrDefault(s.Minute, ResourceAmounts.Unknown)[kind] is null)
                .Select(s => Point(kind, s))
                .ToList();
            if (points.Count > 0)
            {
                await history.FillAsync(storeId, kind.ToString(), points, cancellationToken);
            }
        }
    }

    /// <summary>The minutes of a window in time order; a minute without any resource is missing.</summary>
    public async Task<IReadOnlyList<UsageSample>> ReadAsync(string storeId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var minutes = new SortedDictionary<DateTimeOffset, UsageSample>();
        foreach (var kind in Kinds)
        {
            foreach (var point in await history.ReadAsync(storeId, kind.ToString(), from, until, cancellationToken))
            {
                var sample = minutes.GetValueOrDefault(point.At) ?? new UsageSample(point.At, ResourceAmounts.Unknown);
                minutes[point.At] = sample with
                {
                    Amounts = sample.Amounts.With(kind, point.Value),
                    Saturated = sample.Saturated || point.Censored,
                    Size = sample.Size ?? point.Size,
                };
            }
        }

        return [.. minutes.Values];
    }

    private static HistoryPoint Point(ResourceKind kind, UsageSample sample) =>
        new(sample.Minute, sample.Amounts[kind]!.Value, sample.Saturated, SizeWith(kind, sample));

    private static string? SizeWith(ResourceKind kind, UsageSample sample) =>
        kind == ResourceKind.CpuVCores || sample.Amounts.CpuVCores is null ? sample.Size : null;
}
