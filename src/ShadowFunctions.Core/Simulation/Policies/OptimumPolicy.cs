namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>
/// Carries out a plan made in full knowledge: asks for every change so early that it takes effect in its minute, knowing how long it will
/// take and whether it will fail.
/// </summary>
public sealed class OptimumPolicy : IScalingPolicy
{
    private readonly PolicyContext _context;
    private readonly byte[] _plan;
    private int _asked;

    private OptimumPolicy(PolicyContext context, byte[] plan)
    {
        _context = context;
        _plan = plan;
    }

    /// <inheritdoc/>
    public string Name => "optimum";

    /// <inheritdoc/>
    public string InitialSize => _context.Ladder.Sizes[_plan[0]].Name;

    /// <summary>Solves for the cheapest plan.</summary>
    public static IScalingPolicy Create(PolicyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new OptimumPolicy(context, Optimum.Solve(OptimumRequest.Of(context)));
    }

    /// <summary>
    /// Sizes paid by clock hour: the world of all others, in which the plan can be carried out to the minute. Paid per second: a bound, in
    /// which every operation takes the fewest minutes and none fails.
    /// </summary>
    public static WorldOptions WorldOf(PolicyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Optimum.IsHourly(context.Ladder)
            ? context.World
            : context.World with { Latency = new LatencyRange(Optimum.FewestMinutes(context.World), Optimum.FewestMinutes(context.World)), FailedOperationShare = 0 };
    }

    /// <inheritdoc/>
    public string? Decide(PolicyObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        var now = (int)(observation.Now - _context.ScoredFrom).TotalMinutes;
        var size = observation.Ladder.IndexOf(observation.Size);
        for (var minute = Math.Max(0, now); minute < _plan.Length && minute <= now + LookAheadMinutes; minute++)
        {
            if (_plan[minute] != size)
            {
                var target = observation.Ladder.Sizes[_plan[minute]].Name;
                if (now + MinutesUntilDone(observation, target) < minute)
                {
                    return null;
                }

                _asked++;
                return target;
            }
        }

        return null;
    }

    private const int LookAheadMinutes = 240;

    /// <summary>How long it takes from now until the change has taken effect, failed attempts included.</summary>
    private double MinutesUntilDone(PolicyObservation observation, string target)
    {
        var (from, to) = (observation.Ladder[observation.Size], observation.Ladder[target]);
        var data = _context.Profile.StorageBytesAt(observation.Now);
        double minutes = 0;
        for (var ordinal = _asked + 1; ; ordinal++)
        {
            var move = WorldOf(_context).Draw(from, to, data, _context.Seed, ordinal);
            minutes += move.Duration.TotalMinutes;
            if (!move.Failed || minutes > LookAheadMinutes)
            {
                return minutes;
            }
        }
    }
}
