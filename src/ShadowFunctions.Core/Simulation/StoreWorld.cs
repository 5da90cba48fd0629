using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// The laws of one simulated store: demand arrives, its size limits what is served, the rest waits; a resize takes minutes and drops
/// connections at the switch. Pure: every method returns a new state and the outcome; no clock, no hidden chance.
/// </summary>
public sealed class StoreWorld
{
    private const double GibiByte = 1024.0 * 1024 * 1024;
    private const double MemoryGibiBytesPerBilledVCore = 3;

    private readonly IDemandTrace _trace;
    private readonly Func<string, ComputeSize> _sizes;
    private readonly LoadProfile _profile;
    private readonly long _seed;
    private readonly WorldOptions _options;

    /// <summary>Makes the laws of one store.</summary>
    /// <param name="trace">The demand that arrives.</param>
    /// <param name="sizes">Finds a size by service objective; throws for an unknown one.</param>
    /// <param name="profile">What the store uses beside CPU.</param>
    /// <param name="seed">Seed of the store.</param>
    /// <param name="options">What may be set; null for the default.</param>
    public StoreWorld(IDemandTrace trace, Func<string, ComputeSize> sizes, LoadProfile profile, long seed, WorldOptions? options = null)
    {
        _trace = trace;
        _sizes = sizes;
        _profile = profile;
        _seed = seed;
        _options = options ?? new WorldOptions();
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
        var (waiting, served, dropped) = WorkQueue.Serve(
            state.BacklogVCoreMinutes, demand, supply.UsableVCores, _options.PatienceMinutes);
        var outcome = new MinuteOutcome
        {
            Minute = state.Minute,
            DemandVCores = demand,
            ServedVCores = served,
            CapacityVCores = supply.CapacityVCores,
            LostVCores = Math.Max(0, supply.CapacityVCores - supply.UsableVCores),
            InterruptedSeconds = supply.InterruptedSeconds,
            Size = supply.Size.Name,
            DroppedVCoreMinutes = dropped,
            BacklogVCoreMinutes = waiting.Count == 0 ? 0 : waiting.Sum(),
            MetricsMissing = state.SwitchedInLastMinute,
            ClockHourPrice = supply.ClockHourPrice,
            PerSecondCost = PerSecondCost(supply.Size, Math.Min(demand, supply.CapacityVCores), state.MinVCores),
            StorageCost = StoragePrice.PerHour(supply.Size, _options.PaidDataBytes, _options.PaidDataBytes) / 60,
        };
        var next = state with
        {
            Minute = state.Minute.AddMinutes(1),
            Size = supply.Size.Name,
            Switches = supply.Ended == 0 ? state.Switches : [.. state.Switches.Skip(supply.Ended)],
            SwitchedInLastMinute = supply.SwitchedAt > state.SwitchedAt || (supply.SwitchedAt is not null && state.SwitchedAt is null),
            SwitchedAt = supply.SwitchedAt,
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
        var move = _options.Draw(_sizes(from), _sizes(to), _profile.StorageBytesAt(now), _seed, ordinal);
        var change = new SizeSwitch(ordinal, from, to, now, now + move.Duration, move.Downtime, move.Failed);
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
        state.Switches.LastOrDefault(s => s.SwitchAt <= now && !s.Failed)?.To ?? state.Size;

    /// <summary>True unless a switch drops connections at that instant.</summary>
    public static bool IsServing(StoreState state, DateTimeOffset now) =>
        now >= state.BlockedUntil && !state.Switches.Any(s => !s.Failed && s.SwitchAt <= now && now < s.SwitchAt + s.Downtime);

    private MinuteSupply Supply(StoreState state)
    {
        var end = state.Minute.AddMinutes(1);
        var size = _sizes(state.Size);
        var supply = new MinuteSupply(0, 0, 0, size, HourPrice(size), 0, state.SwitchedAt, state.BlockedUntil);
        var at = state.Minute;
        foreach (var change in state.Switches)
        {
            if (change.SwitchAt >= end)
            {
                break;
            }

            supply = supply with { Ended = supply.Ended + 1 };
            if (change.Failed)
            {
                continue;
            }

            // A switch at the first instant leaves nothing of the minute, nor of a clock hour that begins with it, to the size before.
            var before = change.SwitchAt > at ? supply.ClockHourPrice : 0;
            supply = With(supply, at, change.SwitchAt);
            at = change.SwitchAt;
            size = _sizes(change.To);
            supply = supply with
            {
                Size = size,
                BlockedUntil = change.SwitchAt + change.Downtime,
                SwitchedAt = change.SwitchAt,
                ClockHourPrice = Math.Max(before, HourPrice(size)),
            };
        }

        return With(supply, at, end);
    }

    /// <summary>Adds what one size supplies between two instants of a minute.</summary>
    private MinuteSupply With(MinuteSupply supply, DateTimeOffset from, DateTimeOffset to)
    {
        var start = from > supply.BlockedUntil ? from : supply.BlockedUntil < to ? supply.BlockedUntil : to;
        var capacity = _profile.CapacityVCores(supply.Size);
        var cold = _options.ReadsFactor(from - supply.SwitchedAt);
        var usable = cold > 1 ? _profile.CapacityVCores(supply.Size, cold) : capacity;
        return supply with
        {
            CapacityVCores = supply.CapacityVCores + (capacity * (to - from).TotalMinutes),
            UsableVCores = supply.UsableVCores + (usable * (to - start).TotalMinutes),
            InterruptedSeconds = supply.InterruptedSeconds + (start - from).TotalSeconds,
        };
    }

    private static double HourPrice(ComputeSize size) => size.Billing == BillingRule.ClockHour ? size.PricePerHour : 0;

    /// <summary>
    /// Serverless: the highest of minimum, CPU used and memory used / 3 GB, at the price of a vCore. Work is billed in the minute it arrives
    /// as far as the size can do it; catching up on work that had to wait is not billed again.
    /// </summary>
    internal double PerSecondCost(ComputeSize size, double workVCores, double? minVCores)
    {
        if (size.Billing != BillingRule.PerSecond)
        {
            return 0;
        }

        var memory = _profile.UsageAt(workVCores, size, DateTimeOffset.UnixEpoch).MemoryBytes ?? 0;
        var billed = Math.Max(Math.Max(minVCores ?? size.MinVCores ?? 0, workVCores), memory / GibiByte / MemoryGibiBytesPerBilledVCore);
        return Math.Min(billed, size.VCores) * size.PricePerHour / size.VCores / 60;
    }

    private readonly record struct MinuteSupply(
        double CapacityVCores,
        double UsableVCores,
        double InterruptedSeconds,
        ComputeSize Size,
        double ClockHourPrice,
        int Ended,
        DateTimeOffset? SwitchedAt,
        DateTimeOffset BlockedUntil);
}
