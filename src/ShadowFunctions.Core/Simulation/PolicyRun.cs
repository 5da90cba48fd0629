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
        IDemandTrace trace, IScalingPolicy policy, DateTimeOffset from, DateTimeOffset to, SizeLadder ladder, long seed, LoadProfile? profile = null) =>
        Evaluate(new PolicyRunRequest
        {
            Trace = trace,
            Policy = policy,
            From = from,
            To = to,
            Ladder = ladder,
            Seed = seed,
            Profile = profile ?? new LoadProfile(),
        });

    /// <summary>Lives through the window minute by minute, asking the policy before each minute unless a resize is in flight.</summary>
    /// <exception cref="UnknownSizeException">The policy asks for a size that is not on the ladder.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static PolicyResult Evaluate(PolicyRunRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var world = new StoreWorld(request.Trace, name => request.Ladder[name], request.Profile, request.Seed, request.World);
        var state = StoreWorld.Begin(request.From, request.Ladder[request.Policy.InitialSize].Name);
        var scoredFrom = request.ScoredFrom ?? request.From;
        var account = WorldAccount.Empty;
        WorldAccount? atSplit = null;
        var operations = new List<SizeSwitch>();
        var minutes = new MinuteLog();
        while (state.Minute < request.To)
        {
            request.CancellationToken.ThrowIfCancellationRequested();
            atSplit = state.Minute == request.SplitAt ? account : atSplit;
            state = Ask(request, world, state, minutes, operations);
            (state, var outcome) = world.Advance(state);
            minutes.Add(See(request, outcome));
            if (outcome.Minute >= scoredFrom)
            {
                account = account.Add(outcome);
                request.Scored?.Invoke(outcome);
            }
        }

        return new PolicyResult(request.Policy.Name, account, [.. operations.Where(o => o.RequestedAt >= scoredFrom)])
        {
            Carried = operations.LastOrDefault(o => o.RequestedAt < scoredFrom && o.SwitchAt >= scoredFrom),
            AtSplit = atSplit,
        };
    }

    private static StoreState Ask(
        PolicyRunRequest request, StoreWorld world, StoreState state, MinuteLog minutes, List<SizeSwitch> operations)
    {
        var now = state.Minute;
        if (StoreWorld.InFlight(state, now) is not null)
        {
            return state;
        }

        var size = StoreWorld.SizeAt(state, now);
        var last = operations.Count == 0 ? null : operations[^1];
        var target = request.Policy.Decide(new PolicyObservation(now, size, request.Ladder, minutes, last));
        if (target is null || string.Equals(target, size, StringComparison.OrdinalIgnoreCase))
        {
            return state;
        }

        var next = world.BeginResize(state, request.Ladder[target].Name, now);
        operations.Add(next.Switches[^1]);
        return next;
    }

    private static ObservedMinute See(PolicyRunRequest request, MinuteOutcome outcome)
    {
        var observed = request.View == DemandView.Observed;
        double? rehearsed = request.View == DemandView.Rehearsed
            ? request.ShadowError.Estimate(outcome.DemandVCores, request.Seed, outcome.Minute)
            : null;
        var used = observed ? outcome.DemandVCores : outcome.MetricsMissing ? double.NaN : outcome.ServedVCores;
        var saturated = !observed && (outcome.Saturated || outcome.BacklogVCoreMinutes > 0);
        return new ObservedMinute(
            outcome.Minute, used, outcome.CapacityVCores, outcome.Size, saturated, outcome.MetricsMissing && !observed, rehearsed);
    }
}
