namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// Running totals over minutes in time order. Cost: every clock hour touched at the highest price that stood in it, plus what was paid
/// per second.
/// </summary>
public sealed record WorldAccount
{
    /// <summary>Nothing counted yet.</summary>
    public static WorldAccount Empty { get; } = new();

    /// <summary>Minutes counted.</summary>
    public int Minutes { get; init; }

    /// <summary>Minutes in which more arrived than the size in force can do.</summary>
    public int MinutesShort { get; init; }

    /// <summary>Minutes short in a row until now.</summary>
    public int OpenEpisodeMinutes { get; init; }

    /// <summary>The longest row of minutes short.</summary>
    public int LongestEpisodeMinutes { get; init; }

    /// <summary>Seconds in which switches dropped connections.</summary>
    public double InterruptedSeconds { get; init; }

    /// <summary>Capacity held, vCore-hours.</summary>
    public double CapacityVCoreHours { get; init; }

    /// <summary>Σ max(0, demand − capacity) / 60, vCore-hours.</summary>
    public double UnservedVCoreHours { get; init; }

    /// <summary>Work arrived, vCore-minutes.</summary>
    public double ArrivedVCoreMinutes { get; init; }

    /// <summary>Work done, vCore-minutes.</summary>
    public double ServedVCoreMinutes { get; init; }

    /// <summary>Work given up, vCore-minutes.</summary>
    public double DroppedVCoreMinutes { get; init; }

    /// <summary>Cost of the hours before <see cref="OpenHour"/> and of all seconds, price list's currency.</summary>
    public double ClosedCost { get; init; }

    /// <summary>The clock hour being counted, UTC.</summary>
    public DateTimeOffset OpenHour { get; init; }

    /// <summary>Highest price seen in <see cref="OpenHour"/>.</summary>
    public double OpenHourPrice { get; init; }

    /// <summary>Cost of the data stored, beside <see cref="Cost"/>; null where it is not known for every minute.</summary>
    public double? StorageCost { get; init; } = 0;

    /// <summary>Cost of all compute counted, price list's currency.</summary>
    public double Cost => ClosedCost + OpenHourPrice;

    /// <summary>The totals with one more minute.</summary>
    public WorldAccount Add(MinuteOutcome minute)
    {
        ArgumentNullException.ThrowIfNull(minute);
        var hour = new DateTimeOffset(minute.Minute.Ticks - (minute.Minute.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        var sameHour = hour == OpenHour;
        var episode = minute.IsShort ? OpenEpisodeMinutes + 1 : 0;
        return this with
        {
            Minutes = Minutes + 1,
            MinutesShort = MinutesShort + (minute.IsShort ? 1 : 0),
            OpenEpisodeMinutes = episode,
            LongestEpisodeMinutes = Math.Max(LongestEpisodeMinutes, episode),
            InterruptedSeconds = InterruptedSeconds + minute.InterruptedSeconds,
            CapacityVCoreHours = CapacityVCoreHours + (minute.CapacityVCores / 60),
            UnservedVCoreHours = UnservedVCoreHours + minute.UnservedVCoreHours,
            ArrivedVCoreMinutes = ArrivedVCoreMinutes + minute.DemandVCores,
            ServedVCoreMinutes = ServedVCoreMinutes + minute.ServedVCores,
            DroppedVCoreMinutes = DroppedVCoreMinutes + minute.DroppedVCoreMinutes,
            StorageCost = StorageCost + minute.StorageCost,
            ClosedCost = ClosedCost + (sameHour ? 0 : OpenHourPrice) + minute.PerSecondCost,
            OpenHour = hour,
            OpenHourPrice = Math.Max(sameHour ? OpenHourPrice : 0, minute.ClockHourPrice),
        };
    }
}
