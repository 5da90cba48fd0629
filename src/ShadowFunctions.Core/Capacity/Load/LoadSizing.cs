using ShadowFunctions.Core.Capacity.Storage;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// From a load to a size: the need in every resource of the ladder and the smallest size that covers it. What depends on the size itself
/// (waiting for cores, misses at its memory) is computed for each size.
/// </summary>
public static class LoadSizing
{
    private const double Normal95 = 1.645;

    /// <summary>The smallest size that covers a load, and what it needs there.</summary>
    /// <param name="use">What the load would use; what is unknown rules no size out.</param>
    /// <param name="relativeError">Standard deviation of that, as a share.</param>
    /// <param name="store">Facts of the store.</param>
    /// <param name="ladder">Sizes.</param>
    public static SizeVerdict Size(ResourceAmounts use, double relativeError, StoreFacts store, SizeLadder ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        ResourceKind? below = null;
        var need = ResourceAmounts.Unknown;
        foreach (var size in ladder.Sizes)
        {
            need = Need(use, relativeError, store, size);
            if (size.BindingLimit(need) is not { } binding)
            {
                // What the next smaller size lacked is what asks for this one.
                return new SizeVerdict(size, below, need, null);
            }

            below = binding;
        }

        return new SizeVerdict(null, below, need, $"No size of {ladder.Name} covers the load: {below} needs {need[below!.Value]:0.##}, the largest has {ladder.Largest.Limits[below.Value]:0.##}.");
    }

    /// <summary>What a load needs on one size, at the upper end of its uncertainty.</summary>
    /// <param name="use">What the load would use.</param>
    /// <param name="relativeError">Standard deviation of that, as a share.</param>
    /// <param name="store">Facts of the store.</param>
    /// <param name="size">The size.</param>
    public static ResourceAmounts Need(ResourceAmounts use, double relativeError, StoreFacts store, ComputeSize size)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(size);
        var upper = 1 + (Normal95 * relativeError);
        var missFactor = MissFactor(store, size.Limits.MemoryBytes);
        var reads = use.DataIops * store.ReadShare * missFactor;
        var others = use.DataIops * (1 - store.ReadShare);
        var workers = Workers(use, reads * store.ReadSeconds, size.VCores);
        double? Planned(double? amount) => amount * upper / store.MostUtilisation;
        return new ResourceAmounts
        {
            CpuVCores = Planned(use.CpuVCores),

            // A cache is filled by what there is; only sessions and what keeps misses within the size's I/O must be there.
            MemoryBytes = store.Groups.Count == 0 || size.Limits.DataIops is not { } limit ? null
                : (CacheModel.PagesFor(store.Groups, Math.Max(0, (limit * store.MostUtilisation / upper) - (others ?? 0))) * PageGroup.PageBytes / store.CacheShare)
                    + ((workers ?? 0) * store.BytesPerWorker),
            DataIops = Planned(reads + others),
            DataBytesPerSecond = Planned(use.DataBytesPerSecond * OfIo(store, missFactor)),
            LogBytesPerSecond = Planned(use.LogBytesPerSecond),
            Workers = workers * upper,
            Sessions = store.Sessions is null ? workers * upper : Math.Max(store.Sessions.Value, (workers ?? 0) * upper),
            NetworkBytesPerSecond = Planned(use.NetworkBytesPerSecond),
            StorageBytes = store.StorageBytes * store.DataFactor,
        };
    }

    /// <summary>Data I/O at a size's memory as a multiple of that at today's; 1 where nothing is known of the pages.</summary>
    /// <param name="store">Facts of the store.</param>
    /// <param name="memoryBytes">Memory of the size; null when unknown.</param>
    public static double IoFactor(StoreFacts store, double? memoryBytes)
    {
        ArgumentNullException.ThrowIfNull(store);
        return OfIo(store, MissFactor(store, memoryBytes));
    }

    private static double OfIo(StoreFacts store, double missFactor) => 1 + (store.ReadShare * (missFactor - 1));

    /// <summary>Misses at a size's memory as a multiple of those at today's, by the cache model; 1 where it cannot say.</summary>
    private static double MissFactor(StoreFacts store, double? memoryBytes)
    {
        if (store.Groups.Count == 0 || memoryBytes is not { } bytes || store.CacheBytes is not { } cache)
        {
            return 1;
        }

        var here = CacheModel.MissesPerSecond(store.Groups, cache / PageGroup.PageBytes);
        var there = CacheModel.MissesPerSecond(store.Groups, store.CacheShare * bytes / PageGroup.PageBytes);

        // That a larger memory spares reads is not counted on: a need that turns out too small costs more than one that is too large.
        return here > 0 ? Math.Max(1, there / here) : 1;
    }

    /// <summary>
    /// Mean number of statements inside: in service (utilisation law U = X·D), reading, and waiting for a core by Sakasegawa's approximation
    /// ρ^√(2(m+1)) / (1 − ρ) (1977), which is exact for one core; at least what was told.
    /// </summary>
    private static double? Workers(ResourceAmounts use, double? reading, double cores)
    {
        if (use.CpuVCores is not { } cpu)
        {
            return use.Workers;
        }

        var utilisation = Math.Min(0.99, cpu / cores);
        var inside = cpu + (reading ?? 0) + (Math.Pow(utilisation, Math.Sqrt(2 * (cores + 1))) / (1 - utilisation));
        return Math.Max(inside, use.Workers ?? 0);
    }
}
