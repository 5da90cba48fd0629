using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.TestKit.State;

/// <summary>Series in memory.</summary>
public sealed class MemoryHistoryStore : IHistoryStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string StoreId, string Metric), List<HistoryPoint>> series = [];

    public Task<IReadOnlyList<HistoryPoint>> AppendAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var known = Of(storeId, metric);
            var newer = HistorySeries.NewerThan(known is [.., var last] ? last.At : null, points);
            known.AddRange(newer);
            return Task.FromResult<IReadOnlyList<HistoryPoint>>(newer);
        }
    }

    public Task<IReadOnlyList<HistoryPoint>> FillAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var known = Of(storeId, metric);
            var filling = HistorySeries.Filling(known is [.., var last] ? last.At : null, points, at => known.Exists(p => p.At == at));
            known.AddRange(filling);
            known.Sort((a, b) => a.At.CompareTo(b.At));
            return Task.FromResult<IReadOnlyList<HistoryPoint>>(filling);
        }
    }

    public Task<IReadOnlyList<HistoryPoint>> ReadAsync(
        string storeId, string metric, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<HistoryPoint>>([.. Of(storeId, metric).Where(p => p.At >= from && p.At < until)]);
        }
    }

    public Task<DateTimeOffset?> LastAsync(string storeId, string metric, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<DateTimeOffset?>(Of(storeId, metric) is [.., var last] ? last.At : null);
        }
    }

    public Task DeleteAsync(string storeId, CancellationToken cancellationToken)
    {
        StateKey.CheckName(storeId, nameof(storeId));
        lock (gate)
        {
            foreach (var key in series.Keys.Where(k => k.StoreId == storeId).ToArray())
            {
                series.Remove(key);
            }
        }

        return Task.CompletedTask;
    }

    private List<HistoryPoint> Of(string storeId, string metric)
    {
        StateKey.CheckName(storeId, nameof(storeId));
        StateKey.CheckName(metric, nameof(metric));
        return series.TryGetValue((storeId, metric), out var points) ? points : series[(storeId, metric)] = [];
    }
}
