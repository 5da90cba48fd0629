using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Telemetry;

/// <summary>Counts the minutes in which production was short, as they are appended.</summary>
internal sealed class ObservedHistoryStore(IHistoryStore inner, ShadowTelemetry telemetry) : IHistoryStore
{
    /// <inheritdoc/>
    public async Task AppendAsync(string storeId, string metric, IReadOnlyList<HistoryPoint> points, CancellationToken cancellationToken)
    {
        await inner.AppendAsync(storeId, metric, points, cancellationToken);
        if (metric == nameof(ResourceKind.CpuVCores))
        {
            telemetry.MinutesRead(points);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryPoint>> ReadAsync(
        string storeId, string metric, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        inner.ReadAsync(storeId, metric, from, until, cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> LastAsync(string storeId, string metric, CancellationToken cancellationToken) =>
        inner.LastAsync(storeId, metric, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string storeId, CancellationToken cancellationToken) => inner.DeleteAsync(storeId, cancellationToken);
}
