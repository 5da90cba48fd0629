using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>What may be set in the world model.</summary>
public sealed record WorldOptions
{
    /// <summary>Work waiting longer than this is given up, minutes; 0 drops at once what cannot be served, so that nothing queues.</summary>
    public int PatienceMinutes { get; init; } = 15;

    /// <summary>Minutes a resize takes; null takes them by kind of move, with a tail (<see cref="ResizeLatency"/>).</summary>
    public LatencyRange? Latency { get; init; }

    /// <summary>True rounds every resize up to whole minutes, so that sizes change where a minute begins and minutes tell the whole story.</summary>
    public bool WholeMinutes { get; init; }

    /// <summary>Share of resizes that are accepted and fail when they should switch, 0 to 1.</summary>
    public double FailedOperationShare { get; init; }

    /// <summary>
    /// Reads per unit of work right after a switch, beyond the usual, as a multiple of the usual: the cache is empty. They matter where
    /// they hit the size's I/O limit.
    /// </summary>
    public double ColdCacheExtraReads { get; init; } = 2;

    /// <summary>Minutes in which the extra reads fall to 1/e.</summary>
    public double ColdCacheMinutes { get; init; } = 3;

    /// <summary>Data that storage is paid for, bytes: the configured limit, in Hyperscale what is stored; null leaves the price of storage unknown.</summary>
    public double? PaidDataBytes { get; init; }

    /// <summary>The move that the <paramref name="ordinal"/>-th resize of a store makes: pure in (seed, ordinal) and the move.</summary>
    /// <param name="from">Size before.</param>
    /// <param name="to">Size after.</param>
    /// <param name="dataBytes">Data stored; matters where data is copied.</param>
    /// <param name="seed">Seed of the store.</param>
    /// <param name="ordinal">Number of the resize in the store's life, from 1.</param>
    public ResizeMove Draw(ComputeSize from, ComputeSize to, double dataBytes, long seed, int ordinal)
    {
        var move = ResizeLatency.Draw(from, to, dataBytes, seed, ordinal);
        var duration = Latency?.Draw(seed, ordinal) ?? move.Duration;
        return move with
        {
            Duration = WholeMinutes ? TimeSpan.FromMinutes(Math.Ceiling(duration.TotalMinutes)) : duration,
            Failed = SeededChance.Uniform(seed, FailureStream, ordinal) < FailedOperationShare,
        };
    }

    /// <summary>Reads per unit of work as a multiple of the usual, that long after the last switch; 1 when there was none.</summary>
    public double ReadsFactor(TimeSpan? sinceSwitch) => sinceSwitch is { } since && since.TotalMinutes < 10 * ColdCacheMinutes
        ? 1 + (ColdCacheExtraReads * Math.Exp(-Math.Max(0, since.TotalMinutes) / ColdCacheMinutes))
        : 1;

    private const long FailureStream = 14;
}
