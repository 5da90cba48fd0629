using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// The laws of one simulated store: demand arrives, its size limits what is served, the rest waits; a resize takes minutes and drops
/// connections at the switch. Pure: every method returns a new state and the outcome; no clock, no hidden chance.
/// </summary>
public sealed class StoreWorld
{
    /// <summary>Work waiting longer than this is given up, minutes.</summary>
    public const int DefaultPatienceMinutes = 15;

    private const double GibiByte = 1024.0 * 1024 * 1024;
    private const double MemoryGibiBytesPerBilledVCore = 3;

    private readonly IDemandTrace _trace;
    private readonly Func<string, ComputeSize> _sizes;
    private readonly LoadProfile _profile;
    private readonly long _seed;
    private readonly int _patienceMinutes;

    /// <summary>Makes the laws of one store.</summary>
    /// <param name="trace">The demand that arrives.</param>
    /// <param name="sizes">Finds a size by service objective; throws for an unknown one.</param>
    /// <param name="profile">What the store uses beside CPU.</param>
    /// <param name="seed">Seed of the store.</param>
    /// <param name="patienceMinutes">Work waiting longer than this is given up, minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The patience is negative.</exception>
    public StoreWorld(IDemandTrace trace, Func<string, ComputeSize> sizes, LoadProfile profile, long seed, int patienceMinutes = DefaultPatienceMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patienceMinutes);
        _trace = trace;
        _sizes = sizes;
        _profile = profile;
        _seed = seed;
        _patienceMinutes = patienceMinutes;
    }

    /// <summary>A store at rest in the minute of <paramref name="at"/>.</summary>
    public static StoreState Begin(DateTimeOffset at, string size) => new() { Minute = FloorToMinute(at), Size = size };

    /// <summary>The whole minute an instant falls into, UTC.</summary>
    public static DateTimeOffset FloorToMinute(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    /// <summary>Lives through one minute.</summary>
    public (StoreState State, MinuteOutcome Outcome) Advance(StoreState state)
    {
        var demand = _trace.DemandVCores(state.Minute);
        var supply = Supply(state);
        var (waiting, served, dropped) = WorkQueue.Serve(state.BacklogVCoreMinutes, demand, supply.CapacityVCores, _patienceMinutes);
        var outcome = new MinuteOutcome
        {
            Minute = state.Minute,
            DemandVCores = demand,
            ServedVCores = served,
            CapacityVCores = supply.CapacityVCores,
            Size = supply.Size,
            DroppedVCoreMinutes = dropped,
            BacklogVCoreMinutes = waiting.Sum(),
            MetricsMissing = state.SwitchedInLastMinute,
            ClockHourPrice = supply.ClockHourPrice,
            PerSecondCost = PerSecondCost(_sizes(supply.Size), served, state.MinVCores),
        };
        var next = state with
        {
            Minute = state.Minute.AddMinutes(1),
            Size = supply.Size,
            Switches = [.. state.Switches.Skip(supply.Switched)],
            SwitchedInLastMinute = supply.Switched > 0,
            BlockedUntil = supply.BlockedUntil,
            BacklogVCoreMinutes = waiting,
        };
        return (next, outcome);
    }

    /// <summary>Accepts a resize at an instant not before the state's minute.</summary>
    /// <exception cref="InvalidOperationException">A resize is in flight.</exception>
    public StoreState BeginResize(StoreState state, string to, DateTimeOffset now)
    {
        if (InFlight(state, now) is { } running)
        {
            throw new InvalidOperationException($"The resize to '{running.To}' is in flight until {running.SwitchAt:u}; wait or cancel it.");
        }

        var from = SizeAt(state, now);
        var ordinal = state.Resizes + 1;
        var move = ResizeLatency.Draw(_sizes(from), _sizes(to), _profile.StorageBytesAt(now), _seed, ordinal);
        var change = new SizeSwitch(ordinal, from, to, now, now + move.Duration, move.Downtime);
        return state with { Switches = [.. state.Switches, change], Resizes = ordinal };
    }

    /// <summary>Calls off the resize in flight; the state is unchanged when there is none.</summary>
    public static StoreState CancelResize(StoreState state, DateTimeOffset now) =>
        InFlight(state, now) is null ? state : state with { Switches = [.. state.Switches.SkipLast(1)] };

    /// <summary>The resize that has not switched yet; null when there is none.</summary>
    public static SizeSwitch? InFlight(StoreState state, DateTimeOffset now) =>
        state.Switches is [.., var last] && last.SwitchAt > now ? last : null;

    /// <summary>The size in force at an instant not before the state's minute.</summary>
    public static string SizeAt(StoreState state, DateTimeOffset now) =>
        state.Switches.LastOrDefault(s => s.SwitchAt <= now)?.To ?? state.Size;

    /// <summary>True unless a switch drops connections at that instant.</summary>
    public static bool IsServing(StoreState state, DateTimeOffset now) =>
        now >= state.BlockedUntil && !state.Switches.Any(s => s.SwitchAt <= now && now < s.SwitchAt + s.Downtime);

    private MinuteSupply Supply(StoreState state)
    {
        var (at, end) = (state.Minute, state.Minute.AddMinutes(1));
        var size = _sizes(state.Size);
        var blockedUntil = state.BlockedUntil;
        var (work, price, switched) = (0.0, HourPrice(size), 0);
        foreach (var change in state.Switches.TakeWhile(s => s.SwitchAt < end))
        {
            work += Work(size, at, change.SwitchAt, blockedUntil);
            at = change.SwitchAt;
            size = _sizes(change.To);
            blockedUntil = change.SwitchAt + change.Downtime;
            price = Math.Max(price, HourPrice(size));
            switched++;
        }

        work += Work(size, at, end, blockedUntil);
        return new MinuteSupply(work, size.Name, price, switched, blockedUntil);
    }

    private double Work(ComputeSize size, DateTimeOffset from, DateTimeOffset to, DateTimeOffset blockedUntil)
    {
        var start = from > blockedUntil ? from : blockedUntil;
        return start >= to ? 0 : _profile.CapacityVCores(size) * (to - start).TotalMinutes;
    }

    private static double HourPrice(ComputeSize size) => size.Billing == BillingRule.ClockHour ? size.PricePerHour : 0;

    /// <summary>Serverless: the highest of minimum, CPU used and memory used / 3 GB, at the price of a vCore.</summary>
    private double PerSecondCost(ComputeSize size, double servedVCores, double? minVCores)
    {
        if (size.Billing != BillingRule.PerSecond)
        {
            return 0;
        }

        var memory = _profile.UsageAt(servedVCores, size, DateTimeOffset.UnixEpoch).MemoryBytes ?? 0;
        var billed = Math.Max(Math.Max(minVCores ?? size.MinVCores ?? 0, servedVCores), memory / GibiByte / MemoryGibiBytesPerBilledVCore);
        return Math.Min(billed, size.VCores) * size.PricePerHour / size.VCores / 60;
    }

    private readonly record struct MinuteSupply(double CapacityVCores, string Size, double ClockHourPrice, int Switched, DateTimeOffset BlockedUntil);
}
