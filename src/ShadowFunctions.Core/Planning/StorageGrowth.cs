using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Keeps the configured limit of the data ahead of the data. It only grows: to make it smaller is the owner's, because it may need the
/// database to be shrunk. Grows late and in large steps, so that a store is not changed every day.
/// </summary>
public static class StorageGrowth
{
    private const double GibiByte = 1L << 30;
    private const double FullestPercent = 90;

    /// <summary>The limit to ask for; null when the one in force will do.</summary>
    /// <param name="demand">What is stored and foretold.</param>
    /// <param name="size">The compute size it is asked for with.</param>
    /// <param name="headroomPercent">Share of the limit that is to stay free, 1 to 50; 0 never asks.</param>
    public static long? Target(StorageDemand demand, ComputeSize size, double headroomPercent)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(size);
        if (headroomPercent <= 0 || demand.MaxBytes is not { } max || demand.Needed is not { } needed || needed <= max * (1 - (headroomPercent / 100)))
        {
            return null;
        }

        // Twice the headroom: the next time is then as far away as the headroom is wide.
        var free = Math.Min(FullestPercent, 2 * headroomPercent) / 100;
        var wanted = Fit(needed / (1 - free), size) ?? Largest(size);
        return wanted is { } bytes && bytes > max ? bytes : null;
    }

    /// <summary>The smallest limit of a size, in whole GiB, that holds some bytes; null when the size has none.</summary>
    private static long? Fit(double bytes, ComputeSize size)
    {
        var whole = Math.Ceiling(bytes / GibiByte) * GibiByte;
        if (size.Storage.Count > 0)
        {
            return size.Storage.Select(r => r.AtLeast(whole)).Where(b => b is not null && b % (long)GibiByte == 0).Min();
        }

        return size.Limits.StorageBytes is { } limit && whole <= limit ? (long)whole : null;
    }

    private static long? Largest(ComputeSize size) => size.Storage.Count > 0
        ? size.Storage.Max(r => r.MaxBytes)
        : size.Limits.StorageBytes is { } limit ? (long)(Math.Floor(limit / GibiByte) * GibiByte) : null;
}
