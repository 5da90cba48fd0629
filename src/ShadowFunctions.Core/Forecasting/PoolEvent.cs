using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// What an event of one database does to its pool. The database and the rest of the pool are taken from the same minutes of a recent day, at the event's
/// time of day where enough are known, so that a database that peaks with the others counts for more than one that peaks alone.
/// </summary>
public static class PoolEvent
{
    private const double UpperLevel = 0.95;
    private const double UpperScore = 1.645;
    private const int FewestMinutes = 60;
    private static readonly double[] Levels = [0.5, 0.8, 0.9, UpperLevel, 0.975, 0.99];

    /// <summary>
    /// The event as one of the whole pool: the multiplier of the sum's median, and the doubt that makes <see cref="ScenarioOverlay"/> reach the sum's upper quantile. Null when the
    /// database or the minutes are not known.
    /// </summary>
    /// <param name="announced">The event; its multiplier is the database's.</param>
    /// <param name="members">The pool's databases with minutes of the same window.</param>
    /// <param name="from">First of those minutes, UTC.</param>
    public static Scenario? OnPool(Scenario announced, IReadOnlyList<PoolMember> members, DateTimeOffset from)
    {
        ArgumentNullException.ThrowIfNull(announced);
        ArgumentNullException.ThrowIfNull(members);
        if (announced.Multiplier is not { } multiplier || Together(announced, members, from) is not { Count: > 0 } pairs)
        {
            return null;
        }

        var (rest, one) = (Spread(pairs, 0, 1), Spread(pairs, 1, 1));
        var usual = SumOfDemands.Of([rest, one], pairs);
        var during = SumOfDemands.Of([rest, Spread(pairs, 1, multiplier)], pairs);
        var (before, after) = (usual.At(0.5, 1), during.At(0.5, 1));
        if (before <= 0)
        {
            return null;
        }

        var effect = after / before;
        var own = announced.RelativeUncertainty * multiplier * one.At(0.5, 1) / after;
        var carried = effect * (usual.At(UpperLevel, 1) - before);
        var spread = during.At(UpperLevel, 1) - after;
        var added = Math.Max(0, (spread * spread) - (carried * carried)) / Math.Pow(UpperScore * after, 2);
        return announced with
        {
            Multiplier = Math.Clamp(effect, 0.1, 100),
            RelativeUncertainty = Math.Min(2, Math.Sqrt((own * own) + added)),
            DatabaseMultiplier = multiplier,
        };
    }

    /// <summary>What the rest and the database used, minute by minute; minutes that any database has no data of are left out.</summary>
    private static List<double[]> Together(Scenario announced, IReadOnlyList<PoolMember> members, DateTimeOffset from)
    {
        var at = members.ToList().FindIndex(m => string.Equals(m.Name, announced.Database, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            return [];
        }

        var all = new List<(DateTimeOffset At, double[] Pair)>();
        for (var minute = 0; minute < members.Min(m => m.Minutes.Count); minute++)
        {
            var used = members.Select(m => m.Minutes[minute].CpuVCores).ToArray();
            if (Array.TrueForAll(used, u => u is { } v && double.IsFinite(v) && v >= 0))
            {
                all.Add((from.AddMinutes(minute), [used.Sum()!.Value - used[at]!.Value, used[at]!.Value]));
            }
        }

        var windows = ScenarioWindow.Resolve([announced]);
        var inside = all.Where(m => windows.Any(w => HoldsTimeOfDay(w, m.At))).Select(m => m.Pair).ToList();
        return inside.Count >= FewestMinutes ? inside : all.Count >= FewestMinutes ? [.. all.Select(m => m.Pair)] : [];
    }

    private static bool HoldsTimeOfDay(ScenarioWindow window, DateTimeOffset at)
    {
        var days = Math.Ceiling((window.Start - at).TotalDays);
        return window.Holds(at.AddDays(days));
    }

    /// <summary>Quantiles of one of the two, as a forecast of one step.</summary>
    private static DemandForecast Spread(List<double[]> pairs, int part, double multiplier)
    {
        var sorted = pairs.Select(p => p[part] * multiplier).Order().ToArray();
        return new DemandForecast
        {
            Resource = ResourceKind.CpuVCores,
            Origin = DateTimeOffset.UnixEpoch,
            StepMinutes = StepGrid.StepMinutes,
            Levels = Levels,
            Values = [.. Levels.Select(level => new[] { sorted[(int)Math.Min(level * sorted.Length, sorted.Length - 1)] })],
            Method = "recent day",
        };
    }
}
