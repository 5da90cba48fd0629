using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Telemetry;

/// <summary>Counts the minutes in which production was short, once each: when they are stored. A past that is read later is no news.</summary>
internal sealed class ObservedHistoryStore(IHistoryStore inner, ShadowTelemetry telemetry, TimeProvider time) : IHistoryStore
{
    private static readonly TimeSpan News = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HistoryPoint>> AppendAsync(
        string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken) =>
        Told(metric, await inner.AppendAsync(storeId, metric, points, cancellationToken));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HistoryPoint>> FillAsync(
        string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken) =>
        Told(metric, await inner.FillAsync(storeId, metric, points, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryPoint>> ReadAsync(
        string storeId, string metric, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        inner.ReadAsync(storeId, metric, from, until, cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> LastAsync(string storeId, string metric, CancellationToken cancellationToken) =>
        inner.LastAsync(storeId, metric, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string storeId, CancellationToken cancellationToken) => inner.DeleteAsync(storeId, cancellationToken);

    private IReadOnlyList<HistoryPoint> Told(string metric, IReadOnlyList<HistoryPoint> added)
    {
        if (metric == nameof(ResourceKind.CpuVCores))
        {
            var since = time.GetUtcNow() - News;
            telemetry.MinutesRead([.. added.Where(p => p.At >= since)]);
        }

        return added;
    }
}
