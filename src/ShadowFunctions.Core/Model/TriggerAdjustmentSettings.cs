namespace ShadowFunctions.Core.Model;

/// <summary>How far the reactive triggers may be moved.</summary>
public sealed record TriggerAdjustmentSettings
{
    /// <summary>False leaves the triggers alone.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Lowest alert threshold in percent of the size in force, 1 to 100.</summary>
    public double MinThresholdPercent { get; init; } = 50;

    /// <summary>Highest alert threshold in percent, 1 to 100.</summary>
    public double MaxThresholdPercent { get; init; } = 95;

    /// <summary>Smallest move in percent points that is worth a change of the alert rule.</summary>
    public double MinChangePercent { get; init; } = 3;

    /// <summary>Share of false alarms per evaluation that is accepted, 0 to 1.</summary>
    public double AcceptedFalseAlarmRate { get; init; } = 0.005;
}
