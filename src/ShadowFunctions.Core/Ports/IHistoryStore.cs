using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Long series per store and metric, appended and never rewritten, in a compact binary form. An append ignores points at or before the last stored
/// instant of its series, so that repeating it changes nothing; a late point fills its gap by <see cref="FillAsync"/>.
/// </summary>
public interface IHistoryStore
{
    /// <summary>Appends points in time order; durable when the call returns. Returns those that were new.</summary>
    Task<IReadOnlyList<HistoryPoint>> AppendAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken);

    /// <summary>
    /// Fills gaps: adds points, given in time order, of instants before the last stored one of which nothing is known. Known values stay as they are, points after the last
    /// stored instant are left to <see cref="AppendAsync"/>, and repeating it changes nothing. Durable when the call returns. Returns those that were added. Costs more than an
    /// append: only for points known to be missing.
    /// </summary>
    Task<IReadOnlyList<HistoryPoint>> FillAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken);

    /// <summary>Reads points with <paramref name="from"/> ≤ At &lt; <paramref name="until"/>, in time order.</summary>
    Task<IReadOnlyList<HistoryPoint>> ReadAsync(string storeId, string metric, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>The last stored instant of a series; null when empty.</summary>
    Task<DateTimeOffset?> LastAsync(string storeId, string metric, CancellationToken cancellationToken);

    /// <summary>Removes all series of a store.</summary>
    Task DeleteAsync(string storeId, CancellationToken cancellationToken);
}
