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
    /// Only operations that reached their size count; the order of the list does not matter.
    /// </summary>
    public static LeadTime Estimate(IReadOnlyList<ScaleOperation> operations, PreAllocationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(settings);
        var minutes = operations
            .Where(o => o.Status == ScaleOperationStatus.Verified && o.ReadyAt is not null)
            .OrderByDescending(o => o.IntendedAt)
            .Take(Remembered)
            .Select(o => (o.ReadyAt!.Value - (o.RequestedAt ?? o.IntendedAt)).TotalMinutes)
            .Where(m => m is >= 0 and <= LongestMinutes)
            .Order()
            .ToArray();
        if (minutes.Length == 0)
        {
            return new LeadTime(settings.LeadTimeMinutes, 0);
        }

        var quantile = minutes[(int)Math.Ceiling(Level * minutes.Length) - 1];
        return new LeadTime(Math.Max(settings.LeadTimeMinutes, quantile), minutes.Length);
    }
}
