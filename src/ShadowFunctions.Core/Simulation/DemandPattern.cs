namespace ShadowFunctions.Core.Simulation;

/// <summary>The shapes of demand the generator knows.</summary>
public enum DemandPattern
{
    /// <summary>Office hours: a daily cycle, quiet weekends.</summary>
    DailyWeekly,

    /// <summary>A daily cycle on a base that grows week by week.</summary>
    Growth,

    /// <summary>A modest daily cycle and a heavy last day of the month.</summary>
    MonthEnd,

    /// <summary>A low base and batch jobs at fixed minutes of the day.</summary>
    BatchSpikes,

    /// <summary>A mild daily cycle and one announced rush.</summary>
    FlashCrowd,

    /// <summary>No pattern: a walk that wanders about its mean.</summary>
    NoPattern,
}
