using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// A database keeps in memory what it has read, up to what its size has. A memory that is nearly full is therefore a cache that took
/// what there was and says nothing about need; counted as need, it would never let a store become smaller.
/// </summary>
internal static class FilledCache
{
    private const double Full = 0.8;

    /// <summary>True where so much memory is used of a size's that a cache must have taken it.</summary>
    public static bool Fills(double memoryBytes, ComputeSize size) => size.Limits.MemoryBytes is { } limit && memoryBytes >= Full * limit;

    /// <summary>The prediction without memory where the size in force is filled with it.</summary>
    public static ResourcePrediction? LeaveOut(ResourcePrediction? prediction, ComputeSize size) =>
        prediction?[ResourceKind.MemoryBytes] is { Source: PredictionSource.History } memory && Fills(memory.Forecast.At(0.5, 1), size)
            ? prediction with { Resources = [.. prediction.Resources.Where(r => r != memory)] }
            : prediction;
}
