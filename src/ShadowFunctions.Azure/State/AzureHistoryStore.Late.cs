using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Azure.State;

/// <content>Points that came late: appended to a blob of their own per month, merged when they are read.</content>
public sealed partial class AzureHistoryStore
{
    private const string LateSuffix = ".late";
    private const int MonthLetters = 6;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HistoryPoint>> FillAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        Check(storeId, metric);
        HistorySeries.NewerThan(null, points);
        var added = new List<HistoryPoint>();
        if (points.Count > 0 && await LastAsync(storeId, metric, cancellationToken) is { } last)
        {
            foreach (var month in points.Where(p => p.At < last).GroupBy(p => MonthOf(p.At)))
            {
                added.AddRange(await FillAsync(storeId, metric, last, [.. month], cancellationToken));
            }
        }

        return added;
    }

    private static bool IsLate(string blob) => blob.EndsWith(LateSuffix, StringComparison.Ordinal);

    /// <summary>Late blocks lie in the order they came, so all of them are decoded.</summary>
    private static List<HistoryPoint> Merged(List<HistoryPoint> points, ReadOnlyMemory<byte> late, DateTimeOffset from, DateTimeOffset until) =>
        [.. points.Concat(HistoryCodec.Decode(late).Where(p => p.At >= from && p.At < until)).OrderBy(p => p.At)];

    private async Task<List<HistoryPoint>> FillAsync(
        string storeId, string metric, DateTimeOffset last, List<HistoryPoint> points, CancellationToken cancellationToken)
    {
        var name = Prefix(storeId, metric) + MonthOf(points[0].At) + LateSuffix;
        for (var attempt = 1; ; attempt++)
        {
            // The length is read before the points: whoever adds one in between moves the end, and this append is refused.
            var length = (await BlobsAsync(name, cancellationToken)).Find(b => b.Name == name) is { Name: not null } blob ? blob.Length : (long?)null;
            var known = (await ReadAsync(storeId, metric, points[0].At, points[^1].At.AddTicks(1), cancellationToken)).Select(p => p.At).ToHashSet();
            var filling = HistorySeries.Filling(last, points, known.Contains);
            if (filling.Count == 0)
            {
                return filling;
            }

            try
            {
                if (length is null)
                {
                    await CreateAsync(name, cancellationToken);
                }

                await AppendAsync(name, HistoryCodec.Encode(filling), length ?? 0, cancellationToken);
                return filling;
            }
            catch (ConcurrencyException) when (attempt < Attempts)
            {
                // Somebody else was faster, or this very append was and its answer was lost: look again.
            }
        }
    }
}
