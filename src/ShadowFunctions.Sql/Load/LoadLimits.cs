namespace ShadowFunctions.Sql.Load;

/// <summary>
/// Ends a load when it has cost too much, or when the shadow comes near a limit of its own: what is measured beyond it would tell of the limit and
/// not of the load, and a full disk takes the shadow down. One object may watch several loads, one after the other: their money adds up.
/// </summary>
/// <param name="time">Clock of the money, from now on.</param>
public sealed class LoadLimits(TimeProvider time)
{
    /// <summary>One look may catch a burst; storage does not shrink by itself.</summary>
    private const int LooksToStop = 2;

    private readonly long _began = time.GetTimestamp();
    private (long At, double CpuSeconds)? _last;
    private int _without;

    /// <summary>Most money, in the currency of <see cref="PricePerHour"/>; null for no limit.</summary>
    public double? MaxCost { get; init; }

    /// <summary>Price of an hour of the shadow.</summary>
    public double PricePerHour { get; init; }

    /// <summary>Limits of the shadow.</summary>
    public ShadowLimits Shadow { get; init; } = new();

    /// <summary>Share of each limit that must stay free, 0 to 1.</summary>
    public double MinHeadroomFraction { get; init; } = 0.05;

    /// <summary>What it has cost so far.</summary>
    public double Cost => time.GetElapsedTime(_began).TotalHours * PricePerHour;

    /// <summary>Why the load must end; null while it may go on.</summary>
    /// <param name="target">The shadow; asked only where a limit of it is known.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<ReasonToStop?> AskAsync(ILoadTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (Cost >= MaxCost)
        {
            return ReasonToStop.Cost;
        }

        return Shadow != new ShadowLimits() && IsUsedUp(await target.ReadCountersAsync(cancellationToken)) ? ReasonToStop.Headroom : null;
    }

    private bool IsUsedUp(ServerCounters counters)
    {
        var most = 1 - MinHeadroomFraction;
        _without = CpuVCores(counters) > most * Shadow.VCores || counters.Workers > most * Shadow.Workers ? _without + 1 : 0;
        return _without >= LooksToStop || counters.StorageBytes > most * Shadow.StorageBytes;
    }

    /// <summary>vCores used since the last look; null at the first, and where the counter began anew.</summary>
    private double? CpuVCores(ServerCounters counters)
    {
        var (last, now) = (_last, time.GetTimestamp());
        _last = counters.CpuSeconds is { } used ? (now, used) : null;
        return last is var (at, before) && counters.CpuSeconds >= before && now > at
            ? (counters.CpuSeconds - before) / time.GetElapsedTime(at, now).TotalSeconds
            : null;
    }
}
