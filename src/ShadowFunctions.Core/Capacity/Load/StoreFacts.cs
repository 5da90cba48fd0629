using ShadowFunctions.Core.Capacity.Storage;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What sizing must know of a store beside its load.</summary>
public sealed record StoreFacts
{
    /// <summary>Bytes stored now; null when unknown.</summary>
    public double? StorageBytes { get; init; }

    /// <summary>Data as a multiple of today's.</summary>
    public double DataFactor { get; init; } = 1;

    /// <summary>Sessions open now; null when unknown.</summary>
    public double? Sessions { get; init; }

    /// <summary>Highest share of cores, I/O, log and network that is planned for, above 0, at most 1: above it queues grow fast.</summary>
    public double MostUtilisation { get; init; } = 0.8;

    /// <summary>Seconds of one read from storage.</summary>
    public double ReadSeconds { get; init; } = 0.002;

    /// <summary>Share of the data I/O that is reads, 0 to 1: only they depend on the memory.</summary>
    public double ReadShare { get; init; } = 1;

    /// <summary>Memory of one working statement, bytes.</summary>
    public double BytesPerWorker { get; init; } = 10 * 1048576;

    /// <summary>Size of the cache under which the load's misses were measured, bytes; null when unknown.</summary>
    public double? CacheBytes { get; init; }

    /// <summary>Share of a size's memory that is cache.</summary>
    public double CacheShare { get; init; } = 0.75;

    /// <summary>Pages the load touches; empty when unknown, then memory is not sized.</summary>
    public IReadOnlyList<PageGroup> Groups { get; init; } = [];

    /// <summary>What the model knows of its store: memory counts where production's statements tell pages read and missed, and some were missed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loadFactor">The load asked about as a multiple of the recorded one.</param>
    /// <param name="dataFactor">Data as a multiple of today's.</param>
    public static StoreFacts Of(CapacityModel model, double loadFactor, double dataFactor)
    {
        ArgumentNullException.ThrowIfNull(model);
        var seen = model.RecordedAmounts ?? ResourceAmounts.Unknown;
        var facts = new StoreFacts { StorageBytes = seen.StorageBytes, Sessions = seen.Sessions, DataFactor = dataFactor };
        if (seen is not { MemoryBytes: { } memory, StorageBytes: { } stored })
        {
            return facts;
        }

        var (missed, moved) = (model.UsualPerSecond(c => c.PagesMissed), model.UsualPerSecond(c => c.PagesMissed is null ? null : c.DataPages));
        var cache = facts.CacheShare * memory;
        return CacheFit.Find(stored / PageGroup.PageBytes, model.UsualPerSecond(c => c.PagesRead), missed, cache / PageGroup.PageBytes) is { } group
            ? facts with
            {
                CacheBytes = cache,
                ReadShare = moved > 0 ? Math.Min(1, missed / moved) : 1,
                Groups = [group with { Pages = group.Pages * dataFactor, AccessesPerSecond = group.AccessesPerSecond * loadFactor }],
            }
            : facts;
    }
}
