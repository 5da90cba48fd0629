using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Triggers;

/// <summary>
/// Replays a pool's minutes under other per-database limits. What a database asked for is what it used, but for minutes that hide it: one at its
/// maximum asked for more, and in a full pool a quiet one asked for what it had before, while a noisy one takes all that its limit lets it.
/// </summary>
public sealed class PoolReplay
{
    /// <summary>A database keeps room above what it usually needs.</summary>
    private const double Margin = 1.2;

    /// <summary>Use that a database stays under in all but so many of its minutes is its own; above, it is noisy.</summary>
    private const double OwnShare = 0.95;

    /// <summary>A pool is full, for sums of averages, from this share of its size on.</summary>
    private const double Full = 0.98;

    /// <summary>A database is starved below this share of what it asks for.</summary>
    private const double Served = 0.95;

    private readonly double _vCores;
    private readonly double[] _needs;
    private readonly List<PoolMinute> _minutes = [];

    /// <summary>Prepares the minutes.</summary>
    /// <param name="members">The databases, with minutes of the same window.</param>
    /// <param name="vCores">Size of the pool, vCores.</param>
    public PoolReplay(IReadOnlyList<PoolMember> members, double vCores)
    {
        ArgumentNullException.ThrowIfNull(members);
        _vCores = vCores;
        _needs = [.. members.Select(m => Margin * Own(m))];
        var before = new double[members.Count];
        for (var at = 0; at < members.Select(m => m.Minutes.Count).DefaultIfEmpty(0).Min(); at++)
        {
            if (members.Any(m => Known(m.Minutes[at]) is not null))
            {
                _minutes.Add(Minute(members, at, before));
            }
        }
    }

    /// <summary>Minutes that any database has data of.</summary>
    public int Minutes => _minutes.Count;

    /// <summary>What the neediest database needs, with its margin, vCores: a lower maximum would hold it back every day.</summary>
    public double LargestNeed => _needs.DefaultIfEmpty(0).Max();

    /// <summary>What would have happened under some limits.</summary>
    public PoolScore Score(PoolLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var (starved, throttled) = (0, 0);
        var served = new double[_needs.Length];
        foreach (var minute in _minutes.Where(m => m.Total > _vCores || m.Largest > limits.MaxVCores))
        {
            PoolShares.Serve(minute.Takes, _vCores, limits, served);
            for (var i = 0; i < served.Length; i++)
            {
                if (minute.Asks[i] > limits.MaxVCores)
                {
                    throttled++;
                }
                else if (!minute.Noisy[i] && served[i] < Served * minute.Takes[i])
                {
                    starved++;
                }
            }
        }

        return new PoolScore(starved, throttled);
    }

    private PoolMinute Minute(IReadOnlyList<PoolMember> members, int at, double[] before)
    {
        var (asks, takes, noisy) = (new double[members.Count], new double[members.Count], new bool[members.Count]);
        var full = members.Sum(m => Known(m.Minutes[at]) ?? 0) >= Full * _vCores;
        for (var i = 0; i < members.Count; i++)
        {
            var (used, atLimit) = (Known(members[i].Minutes[at]) ?? 0, members[i].Minutes[at].AtLimit);
            // Nobody is noisy within an equal share of the pool.
            noisy[i] = used > Math.Max(_needs[i], _vCores / members.Count);
            asks[i] = atLimit || (full && noisy[i]) ? Math.Max(used, Math.Min(Margin * used, _vCores)) : full ? Math.Max(used, before[i]) : used;
            takes[i] = noisy[i] && (full || atLimit) ? Math.Max(asks[i], _vCores) : asks[i];
            before[i] = full ? before[i] : used;
        }

        return new PoolMinute(asks, takes, noisy, takes.Sum(), asks.Max());
    }

    private static double Own(PoolMember member)
    {
        var used = member.Minutes.Select(Known).OfType<double>().Order().ToArray();
        return used.Length == 0 ? 0 : used[(int)Math.Clamp(Math.Ceiling(OwnShare * used.Length) - 1, 0, used.Length - 1)];
    }

    private static double? Known(MemberMinute minute) => minute.CpuVCores is { } v && double.IsFinite(v) ? Math.Max(0, v) : null;

    /// <param name="Asks">What each database is known to have asked for at least.</param>
    /// <param name="Takes">What each would take if nothing held it.</param>
    /// <param name="Noisy">Which of them asked for more than their own.</param>
    /// <param name="Total">Sum of <paramref name="Takes"/>.</param>
    /// <param name="Largest">Largest of <paramref name="Asks"/>.</param>
    private sealed record PoolMinute(double[] Asks, double[] Takes, bool[] Noisy, double Total, double Largest);
}
