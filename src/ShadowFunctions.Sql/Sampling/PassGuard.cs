using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// Asked before every page: waits until the rate allows another one, and ends the pass when the budget is used up or production, as its
/// engine says, has no headroom left.
/// </summary>
/// <param name="request">What the pass may do.</param>
/// <param name="production">Production.</param>
/// <param name="budget">What it has done.</param>
/// <param name="time">Clock to keep the rate by; null where time stands still during a pass.</param>
internal sealed class PassGuard(ReplicationRequest request, IProductionSession production, SamplingBudget budget, TimeProvider? time)
{
    /// <summary>One look at a busy moment is no overload: the guard looks again before it gives up.</summary>
    private const int Looks = 3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(40);

    private readonly long _started = time?.GetTimestamp() ?? 0;

    /// <summary>Why the pass must end; null while it may go on.</summary>
    public ReasonCode? Reason { get; private set; }

    /// <summary>True when another page may be read.</summary>
    public async Task<bool> MayReadAsync(CancellationToken cancellationToken)
    {
        if (Reason is null && budget.Exhausted)
        {
            Reason = ReasonCode.RateLimited;
        }

        if (Reason is null && time is not null)
        {
            await PaceAsync(time, cancellationToken);
        }

        if (Reason is null && !await HasHeadroomAsync(cancellationToken))
        {
            Reason = ReasonCode.NoHeadroom;
        }

        return Reason is null;
    }

    private async Task PaceAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var due = Math.Max(
            request.RowsPerSecond > 0 ? budget.RowsRead / request.RowsPerSecond : 0,
            request.Settings.MaxBytesPerSecond > 0 ? budget.BytesRead / request.Settings.MaxBytesPerSecond : 0);
        var early = TimeSpan.FromSeconds(due) - clock.GetElapsedTime(_started);
        if (early > TimeSpan.Zero)
        {
            await Task.Delay(early, clock, cancellationToken);
        }
    }

    private async Task<bool> HasHeadroomAsync(CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            if (await production.HeadroomAsync(request.Settings.ProductionVCores, cancellationToken) is not { } free || free >= request.Settings.MinHeadroomFraction)
            {
                return true;
            }

            if (look == Looks)
            {
                return false;
            }

            await Task.Delay(BetweenLooks, time ?? TimeProvider.System, cancellationToken);
        }
    }
}
