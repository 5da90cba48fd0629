using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>Runs a policy against the world model, so that policies are compared on the same demand, latencies and bills.</summary>
public static class PolicyRun
{
    /// <summary>Lives through [from, to) minute by minute, asking the policy before each minute.</summary>
    /// <param name="trace">The demand.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="from">First minute, UTC.</param>
    /// <param name="to">First minute after the window, UTC.</param>
    /// <param name="ladder">Sizes the store may use.</param>
    /// <param name="seed">Seed of the store: the same as in the emulated cloud gives the same resize latencies.</param>
    /// <param name="profile">What the store uses beside CPU; null for the default.</param>
    /// <exception cref="UnknownSizeException">The policy asks for a size that is not on the ladder.</exception>
    public static PolicyResult Evaluate(
        IDemandTrace trace, IScalingPolicy policy, DateTimeOffset from, DateTimeOffset to, SizeLadder ladder, long seed, LoadProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(ladder);
        var world = new StoreWorld(trace, name => ladder[name], profile ?? new LoadProfile(), seed);
        var state = StoreWorld.Begin(from, ladder[policy.InitialSize].Name);
        var account = WorldAccount.Empty;
        var operations = new List<SizeSwitch>();
        var recent = new List<MinuteOutcome>();
        while (state.Minute < to)
        {
            state = Ask(policy, world, state, ladder, recent, operations);
            (state, var outcome) = world.Advance(state);
            account = account.Add(outcome);
            recent.Add(outcome);
            if (recent.Count > PolicyObservation.RecentMinutes)
            {
                recent.RemoveAt(0);
            }
        }

        return new PolicyResult(policy.Name, account, operations);
    }

    private static StoreState Ask(
        IScalingPolicy policy, StoreWorld world, StoreState state, SizeLadder ladder, List<MinuteOutcome> recent, List<SizeSwitch> operations)
    {
        var now = state.Minute;
        if (StoreWorld.InFlight(state, now) is not null)
        {
            return state;
        }

        var size = StoreWorld.SizeAt(state, now);
        var target = policy.Decide(new PolicyObservation(now, size, ladder, recent, operations.LastOrDefault()?.RequestedAt));
        if (target is null || string.Equals(target, size, StringComparison.OrdinalIgnoreCase))
        {
            return state;
        }

        var next = world.BeginResize(state, ladder[target].Name, now);
        operations.Add(next.Switches[^1]);
        return next;
    }
}
