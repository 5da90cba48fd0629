using ShadowFunctions.Core.Capacity.Storage;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// From a load to a size: the need in every resource of the ladder and the smallest size that covers it. What depends on the size itself
/// (waiting for cores, misses at its memory) is computed for each size.
/// </summary>
public static class LoadSizing
{
    private const double PageBytes = 8192;
    private const double Normal95 = 1.645;

    /// <summary>The smallest size that covers a load, and what it needs there.</summary>
    /// <param name="estimate">The load.</param>
    /// <param name="store">Facts of the store.</param>
    /// <param name="ladder">Sizes.</param>
    public static SizeVerdict Size(LoadEstimate estimate, StoreFacts store, SizeLadder ladder)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(ladder);
        if (estimate.Unreliable is { } doubt)
        {
            return new SizeVerdict(null, null, ResourceAmounts.Unknown, doubt);
        }

        ResourceKind? below = null;
        var need = ResourceAmounts.Unknown;
        foreach (var size in ladder.Sizes)
        {
            need = Need(estimate, store, size);
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
    public static ResourceAmounts Need(LoadEstimate estimate, StoreFacts store, ComputeSize size)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(size);
        var cpu = (estimate.CpuVCores + (Normal95 * estimate.CpuDeviation)) / store.MostUtilisation;
        var misses = Misses(estimate, store, size.Limits.MemoryBytes);
        var iops = misses + estimate.ImagesPerSecond;
        var workers = Workers(estimate.CpuVCores, misses * store.ReadSeconds, size.VCores);
        return new ResourceAmounts
        {
            CpuVCores = cpu,

            // A cache is filled by what there is; only sessions and what keeps misses within the size's I/O must be there.
            MemoryBytes = store.Groups.Count == 0 || size.Limits.DataIops is not { } limit ? null
                : (CacheModel.PagesFor(store.Groups, Math.Max(0, limit - estimate.ImagesPerSecond)) * PageBytes) + (workers * store.BytesPerWorker),
            DataIops = iops,
            DataBytesPerSecond = iops * PageBytes,
            LogBytesPerSecond = estimate.LogBytesPerSecond,
            Workers = workers,
            Sessions = Math.Max(store.Sessions, workers),
            NetworkBytesPerSecond = estimate.ResultBytesPerSecond,
            StorageBytes = store.StorageBytes * store.DataFactor,
        };
    }

    /// <summary>Misses at a size's memory: the estimate's, moved by how the cache model says that memory changes them.</summary>
    private static double Misses(LoadEstimate estimate, StoreFacts store, double? memoryBytes)
    {
        if (store.Groups.Count == 0 || memoryBytes is not { } bytes || store.CacheBytes is not > 0)
        {
            return estimate.MissesPerSecond;
        }

        var here = CacheModel.MissesPerSecond(store.Groups, store.CacheBytes.Value / PageBytes);
        var there = CacheModel.MissesPerSecond(store.Groups, store.CacheShare * bytes / PageBytes);
        return here > 0 ? estimate.MissesPerSecond * there / here : there;
    }

    /// <summary>
    /// Mean number of statements inside: in service (utilisation law U = X·D), reading, and waiting for a core by Sakasegawa's approximation
    /// ρ^√(2(m+1)) / (1 − ρ) (1977), which is exact for one core.
    /// </summary>
    private static double Workers(double cpuVCores, double reading, double cores)
    {
        var utilisation = Math.Min(0.99, cpuVCores / cores);
        return cpuVCores + reading + (Math.Pow(utilisation, Math.Sqrt(2 * (cores + 1))) / (1 - utilisation));
    }
}
