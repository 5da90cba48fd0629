using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Triggers;

/// <summary>
/// Per-database limits of an elastic pool, by what each choice would have done to the databases on their own past: a maximum keeps a noisy one
/// from starving the others, a minimum guarantees each its share. No maximum below what any of them needs with its margin; guarantees leave half of the pool to
/// be asked for, so that databases can be added. Among equals the limits that hold back least: smallest minimum, largest maximum.
/// </summary>
public static class PoolTuner
{
    private const int LeastMinutes = 12 * 60;
    private const int FewestMembers = 2;

    /// <summary>Smallest gain, minutes of databases in a day, that is worth a change.</summary>
    private const int LeastGain = 5;

    /// <summary>Part of the pool that may be guaranteed.</summary>
    private const double Guaranteed = 0.5;

    /// <summary>The limits that would have lost the fewest minutes; those in force unless others gain.</summary>
    /// <param name="inForce">The limits in force.</param>
    /// <param name="members">The pool's databases with their minutes of about a day.</param>
    /// <param name="size">The pool's size; one that is not counted in vCores is left alone.</param>
    public static (PoolLimits Limits, Reason? Gain) Tune(PoolLimits inForce, IReadOnlyList<PoolMember> members, ComputeSize size)
    {
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(size);
        if (size.Family is null || members.Count < FewestMembers)
        {
            return (inForce, null);
        }

        var replay = new PoolReplay(members, size.VCores);
        if (replay.Minutes < LeastMinutes)
        {
            return (inForce, null);
        }

        var now = replay.Score(inForce);
        var best = Choices(replay.LargestNeed, members.Count, size)
            .Select(limits => (Limits: limits, Score: replay.Score(limits)))
            .OrderBy(c => c.Score.Loss).ThenBy(c => c.Limits.MinVCores).ThenByDescending(c => c.Limits.MaxVCores)
            .Select(c => ((PoolLimits Limits, PoolScore Score)?)c).FirstOrDefault();
        return best is { } choice && now.Loss - choice.Score.Loss >= LeastGain && choice.Limits != inForce
            ? (choice.Limits, Why(inForce, now, choice.Limits, choice.Score, members.Count, replay.Minutes))
            : (inForce, null);
    }

    private static IEnumerable<PoolLimits> Choices(double largestNeed, int members, ComputeSize size) =>
        from step in size.PerDatabase.Count > 0 ? size.PerDatabase : PerDatabaseStep.OfPool(size.VCores)
        where step.MaxVCores <= size.VCores && step.MaxVCores >= Math.Min(largestNeed, size.VCores)
        from min in step.MinVCores.Count > 0 ? step.MinVCores : [0]
        where min <= step.MaxVCores && min * members <= Guaranteed * size.VCores
        select new PoolLimits(min, step.MaxVCores);

    private static Reason Why(PoolLimits before, PoolScore lost, PoolLimits after, PoolScore wouldLose, int members, int minutes) => new(
        ReasonCode.TriggerMoved,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Each of {members} databases is guaranteed {after.MinVCores:0.##} and may take {after.MaxVCores:0.##} vCores, instead of {before.MinVCores:0.##} and {before.MaxVCores:0.##}: {wouldLose.StarvedMinutes} minutes starved by another instead of {lost.StarvedMinutes}, {wouldLose.ThrottledMinutes} at the maximum instead of {lost.ThrottledMinutes}, on the last {minutes / 60} hours."));
}
