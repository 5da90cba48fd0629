using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>What shadows and the databases that were made to fill them have cost since midnight UTC, price list's currency.</summary>
public static class ShadowCosts
{
    /// <summary>All stores together.</summary>
    public static double Today(IEnumerable<ShadowAccount> accounts, IEnumerable<ReadSourceRun> sources, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(sources);
        return accounts.Sum(a => Today(a, now)) + sources.Sum(s => Today(s, now));
    }

    /// <summary>One shadow; one that was last looked at before midnight has cost nothing today as far as is known.</summary>
    public static double Today(ShadowAccount? account, DateTimeOffset now) =>
        account?.ChargedUntil is { } at && at.UtcDateTime.Date == now.UtcDateTime.Date ? account.CostToday : 0;

    /// <summary>
    /// One store's read sources: every clock hour that was begun, from the intent on, since a database is paid from the moment it is made. Those
    /// before the newest count with what they had cost when it was begun.
    /// </summary>
    public static double Today(ReadSourceRun? run, DateTimeOffset now)
    {
        if (run is null)
        {
            return 0;
        }

        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var from = run.IntendedAt > midnight ? run.IntendedAt : midnight;
        var until = run.EndedAt is { } end && end < now ? end : now;
        var hours = until > from ? Math.Ceiling((until - midnight).TotalHours) - Math.Floor((from - midnight).TotalHours) : 0;
        return (hours * run.CostPerHour) + (run.IntendedAt >= midnight ? run.EarlierToday : 0);
    }
}
