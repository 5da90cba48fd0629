namespace ShadowFunctions.Core.Simulation;

/// <summary>What happened on a simulated store in one minute.</summary>
public sealed record MinuteOutcome
{
    /// <summary>Start of the minute, UTC.</summary>
    public required DateTimeOffset Minute { get; init; }

    /// <summary>Work that arrived, vCores.</summary>
    public required double DemandVCores { get; init; }

    /// <summary>Work done, waiting work included, vCores.</summary>
    public required double ServedVCores { get; init; }

    /// <summary>What the sizes in force can do by their limits, mean over the minute, vCores.</summary>
    public required double CapacityVCores { get; init; }

    /// <summary>Part of <see cref="CapacityVCores"/> lost to the switch itself: dropped connections, then a cold cache. Not counted as short.</summary>
    public double LostVCores { get; init; }

    /// <summary>Seconds of the minute in which a switch dropped connections.</summary>
    public double InterruptedSeconds { get; init; }

    /// <summary>Size in force at the end of the minute.</summary>
    public required string Size { get; init; }

    /// <summary>Work given up because it waited too long, vCore-minutes.</summary>
    public double DroppedVCoreMinutes { get; init; }

    /// <summary>Work waiting at the end of the minute, vCore-minutes.</summary>
    public double BacklogVCoreMinutes { get; init; }

    /// <summary>True in the minute after a switch, for which the platform has no metrics.</summary>
    public bool MetricsMissing { get; init; }

    /// <summary>Highest hourly price of the sizes in force that are paid by clock hour; 0 when none was.</summary>
    public double ClockHourPrice { get; init; }

    /// <summary>Cost of the minute where it is paid per second; 0 otherwise.</summary>
    public double PerSecondCost { get; init; }

    /// <summary>Cost of the data stored, at the size in force at the end of the minute; null where it is not known.</summary>
    public double? StorageCost { get; init; }

    /// <summary>True when everything that could be done was done, so that more may have been asked for.</summary>
    public bool Saturated => ServedVCores >= (CapacityVCores - LostVCores) * (1 - 1e-9);

    /// <summary>True when more arrived than the size in force can do. Seconds lost to a switch are counted on their own.</summary>
    public bool IsShort => DemandVCores > CapacityVCores;

    /// <summary>Arrived beyond capacity, vCore-hours: max(0, demand − capacity) / 60.</summary>
    public double UnservedVCoreHours => Math.Max(0, DemandVCores - CapacityVCores) / 60;
}
