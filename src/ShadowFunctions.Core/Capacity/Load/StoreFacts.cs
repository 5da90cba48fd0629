using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What sizing must know of a store beside its load.</summary>
public sealed record StoreFacts
{
    /// <summary>Bytes stored now.</summary>
    public required double StorageBytes { get; init; }

    /// <summary>Data as a multiple of today's.</summary>
    public double DataFactor { get; init; } = 1;

    /// <summary>Sessions open now.</summary>
    public double Sessions { get; init; }

    /// <summary>Highest utilisation of the cores that is planned for, above 0, at most 1.</summary>
    public double MostUtilisation { get; init; } = 0.8;

    /// <summary>Seconds of one read from storage.</summary>
    public double ReadSeconds { get; init; } = 0.002;

    /// <summary>Memory of one working statement, bytes.</summary>
    public double BytesPerWorker { get; init; } = 10 * 1048576;

    /// <summary>Size of the cache under which the load's misses were measured, bytes; null when unknown.</summary>
    public double? CacheBytes { get; init; }

    /// <summary>Share of a size's memory that is cache.</summary>
    public double CacheShare { get; init; } = 0.75;

    /// <summary>Pages the load touches; empty when unknown, then memory is not sized.</summary>
    public IReadOnlyList<PageGroup> Groups { get; init; } = [];
}
