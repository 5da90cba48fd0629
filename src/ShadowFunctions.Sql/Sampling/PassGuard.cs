using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// Asked before every page: lets the snapshot of the last page go, waits until the rate allows another one, and takes a new snapshot when production
/// has headroom. Ends the pass when its budget or its time is used up or production has no headroom left.
/// </summary>
/// <param name="request">What the pass may do.</param>
/// <param name="production">Production.</param>
/// <param name="budget">What it has done.</param>
/// <param name="watch">Looks for headroom.</param>
/// <param name="time">Clock to keep the rate by; null where time stands still during a pass.</param>
internal sealed class PassGuard(
    ReplicationRequest request, IProductionSession production, SamplingBudget budget, HeadroomWatch watch, TimeProvider? time)
{
    /// <summary>A page keeps one vCore at work.</summary>
    private readonly PagePacer _pacer = new(
        request.RowsPerSecond, request.Settings.MaxBytesPerSecond, request.Settings.MaxProductionShare * Math.Max(1, request.Settings.ProductionVCores ?? 1));

    private readonly long _started = time?.GetTimestamp() ?? 0;
    private double _began;
    private (double Cost, long Bytes, TimeSpan Work) _before;

    /// <summary>Why the pass must end; null while it may go on.</summary>
    public ReasonCode? Reason { get; private set; }

    /// <summary>True when another page may be read.</summary>
    public async Task<bool> MayReadAsync(CancellationToken cancellationToken)
    {
        await production.ReleaseAsync(cancellationToken);
        Reason ??= budget.Exhausted ? ReasonCode.RateLimited : null;
        if (Reason is null && time is not null)
        {
            await PaceAsync(time, cancellationToken);
        }

        if (Reason is null && !await watch.HasHeadroomAsync(cancellationToken))
        {
            Reason = ReasonCode.NoHeadroom;
        }

        if (Reason is not null)
        {
            return false;
        }

        await production.RefreshAsync(cancellationToken);
        return true;
    }

    private async Task PaceAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var work = budget.ProductionTime - (budget.Requests * (watch.Best ?? TimeSpan.Zero));
        _pacer.Ended(_began, budget.Cost - _before.Cost, budget.BytesRead - _before.Bytes, Math.Max(0, (work - _before.Work).TotalSeconds));
        budget.PageLimit = _pacer.Rows;
        var early = TimeSpan.FromSeconds(Math.Min(_pacer.Due, request.WindowSeconds)) - clock.GetElapsedTime(_started);
        if (early > TimeSpan.Zero)
        {
            await Task.Delay(early, clock, cancellationToken);
        }

        _began = clock.GetElapsedTime(_started).TotalSeconds;
        _before = (budget.Cost, budget.BytesRead, work);
        Reason = _began >= request.WindowSeconds ? ReasonCode.RateLimited : null;
    }
}
