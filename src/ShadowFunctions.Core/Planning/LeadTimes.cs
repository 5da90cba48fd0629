using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>Learns how long changes of size take on a store from its own past operations.</summary>
public static class LeadTimes
{
    private const int Remembered = 30;
    private const double Level = 0.95;
    private const double LongestMinutes = 1440;

    /// <summary>
    /// The 95 % quantile of the last verified operations, never below the configured minutes: a plan that trusts a lucky streak is late once.
    /// Only operations that reached their size count; the order of the list does not matter. All moves are taken for one kind.
    /// </summary>
    public static LeadTime Estimate(IReadOnlyList<ScaleOperation> operations, PreAllocationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        double[] minutes = [.. Verified(operations).Select(Minutes).Order()];
        return minutes.Length == 0
            ? new LeadTime(settings.LeadTimeMinutes, 0)
            : new LeadTime(Math.Max(settings.LeadTimeMinutes, minutes[(int)Math.Ceiling(Level * minutes.Length) - 1]), minutes.Length);
    }

    /// <summary>
    /// The longest that a move from the size in force to another size of the ladder may take, learned per kind of move: constant where storage
    /// is remote, per GiB where data are copied. Begins with the vendor's table, never below the configured minutes.
    /// </summary>
    /// <param name="operations">The store's last operations, any order.</param>
    /// <param name="settings">The owner's settings.</param>
    /// <param name="ladder">The sizes the store may move to.</param>
    /// <param name="current">Size in force; one that is not on the ladder takes the ladder's smallest.</param>
    /// <param name="dataBytes">Data stored now; null when not known, then moves that copy data are taken for what they were seen to take.</param>
    public static LeadTime Estimate(
        IReadOnlyList<ScaleOperation> operations, PreAllocationSettings settings, SizeLadder ladder, string? current, double? dataBytes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(ladder);
        var from = current is not null && ladder.Contains(current) ? ladder[current] : ladder.Smallest;
        var past = Verified(operations).Where(o => ladder.Contains(o.From) && ladder.Contains(o.To)).ToLookup(o => MoveKinds.Of(ladder[o.From], ladder[o.To]));
        var (longest, learned) = ((double)settings.LeadTimeMinutes, 0);
        foreach (var kind in ladder.Sizes.Where(s => s.Name != from.Name).Select(s => MoveKinds.Of(from, s)).Distinct())
        {
            var seen = past[kind].Select(o => (Minutes(o), o.StoredBytes)).ToList();
            learned += seen.Count;
            longest = Math.Max(longest, MoveTime.Minutes(kind, dataBytes ?? 0, Level, seen));
        }

        return new LeadTime(Math.Min(longest, LongestMinutes), learned);
    }

    /// <summary>Operations that teach: they changed the size and reached it, in a time that can be told.</summary>
    private static IEnumerable<ScaleOperation> Verified(IReadOnlyList<ScaleOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        return operations
            .Where(o => o.Status == ScaleOperationStatus.Verified && o.ReadyAt is not null && !string.Equals(o.From, o.To, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(o => o.IntendedAt)
            .Take(Remembered)
            .Where(o => Minutes(o) is >= 0 and <= LongestMinutes);
    }

    private static double Minutes(ScaleOperation operation) => (operation.ReadyAt!.Value - (operation.BegunAt ?? operation.RequestedAt ?? operation.IntendedAt)).TotalMinutes;
}
