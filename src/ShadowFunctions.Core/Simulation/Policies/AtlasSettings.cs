namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>Settings of the reactive rule that MongoDB Atlas documents for clusters of tier M30 and above (read in 2026).</summary>
public sealed record AtlasSettings
{
    /// <summary>One size up when mean CPU of the last <see cref="FastMinutes"/> is above this, percent.</summary>
    public double FastUpPercent { get; init; } = 90;

    /// <summary>Short window, minutes; it also must be quiet before a step down.</summary>
    public int FastMinutes { get; init; } = 10;

    /// <summary>One size up when mean CPU of the last <see cref="SlowMinutes"/> is above this, percent.</summary>
    public double SlowUpPercent { get; init; } = 75;

    /// <summary>Long window for a step up, minutes.</summary>
    public int SlowMinutes { get; init; } = 60;

    /// <summary>One size down when mean CPU of both the short window and the last <see cref="DownMinutes"/> is below this, percent.</summary>
    public double DownPercent { get; init; } = 45;

    /// <summary>Long window for a step down, minutes.</summary>
    public int DownMinutes { get; init; } = 240;

    /// <summary>Fewest minutes between two steps down.</summary>
    public int BetweenDownsMinutes { get; init; } = 1440;
}
