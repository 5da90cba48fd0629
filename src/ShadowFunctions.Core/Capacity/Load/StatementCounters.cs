namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What one execution of a statement does on one server, from that server's own statement statistics.</summary>
public sealed record StatementCounters
{
    /// <summary>Seconds inside the executor. Wall clock where the engine keeps no CPU per statement, so only differences and ratios of it are used.</summary>
    public double ExecutorSeconds { get; init; }

    /// <summary>Pages touched, in memory or not.</summary>
    public double Pages { get; init; }

    /// <summary>Pages that were not in the server's cache.</summary>
    public double Misses { get; init; }

    /// <summary>Log bytes without full-page images.</summary>
    public double LogBytes { get; init; }

    /// <summary>Full-page images logged.</summary>
    public double LogImages { get; init; }

    /// <summary>Result bytes sent.</summary>
    public double ResultBytes { get; init; }
}
