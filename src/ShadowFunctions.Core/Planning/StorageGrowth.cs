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

    /// <summary>The limit to ask for; null when the one in force will do, or is the largest there may be.</summary>
    /// <param name="demand">What is stored and foretold.</param>
    /// <param name="size">The compute size it is asked for with.</param>
    /// <param name="headroomPercent">Share of the limit that is to stay free, 1 to 50; 0 never asks.</param>
    /// <param name="mostBytes">The largest limit that the owner allows; null leaves it to the size.</param>
    public static long? Target(StorageDemand demand, ComputeSize size, double headroomPercent, double? mostBytes = null)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(size);
        if (headroomPercent <= 0 || demand.MaxBytes is not { } max || demand.Needed is not { } needed || needed <= max * (1 - (headroomPercent / 100)))
        {
            return null;
        }

        // Twice the headroom: the next time is then as far away as the headroom is wide.
        var free = Math.Min(FullestPercent, 2 * headroomPercent) / 100;
        var most = Most(size, mostBytes);
        var wanted = Fit(needed / (1 - free), size) is { } fit && !(fit > most) ? fit : most;
        return wanted is { } bytes && bytes > max ? bytes : null;
    }

    /// <summary>The largest limit there may be, in whole GiB: the size's, or the owner's where that is lower; null when neither is known.</summary>
    public static long? Most(ComputeSize size, double? mostBytes)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size.Storage.Count > 0
            ? size.Storage.Select(r => r.AtMost(mostBytes ?? double.MaxValue)).Where(b => b is not null && IsWhole(b.Value)).Max()
            : size.Limits.StorageBytes is { } limit ? (long)(Math.Floor(Math.Min(limit, mostBytes ?? limit) / GibiByte) * GibiByte) : null;
    }

    /// <summary>The smallest limit of a size, in whole GiB, that holds some bytes; null when the size has none.</summary>
    private static long? Fit(double bytes, ComputeSize size)
    {
        var whole = Math.Ceiling(bytes / GibiByte) * GibiByte;
        if (size.Storage.Count > 0)
        {
            return size.Storage.Select(r => r.AtLeast(whole)).Where(b => b is not null && IsWhole(b.Value)).Min();
        }

        return size.Limits.StorageBytes is { } limit && whole <= limit ? (long)whole : null;
    }

    private static bool IsWhole(long bytes) => bytes % (long)GibiByte == 0;
}
