using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Long series per store and metric, appended and never rewritten, in a compact binary form. A point at or before the last stored
/// instant of its series is ignored (late data is handled before, by the caller's overlap), so that repeating an append changes nothing.
/// </summary>
public interface IHistoryStore
{
    /// <summary>Appends points in time order; durable when the call returns. Returns those that were new.</summary>
    Task<IReadOnlyList<HistoryPoint>> AppendAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken);

    /// <summary>Reads points with <paramref name="from"/> ≤ At &lt; <paramref name="until"/>, in time order.</summary>
    Task<IReadOnlyList<HistoryPoint>> ReadAsync(string storeId, string metric, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>The last stored instant of a series; null when empty.</summary>
    Task<DateTimeOffset?> LastAsync(string storeId, string metric, CancellationToken cancellationToken);

    /// <summary>Removes all series of a store.</summary>
    Task DeleteAsync(string storeId, CancellationToken cancellationToken);
}
