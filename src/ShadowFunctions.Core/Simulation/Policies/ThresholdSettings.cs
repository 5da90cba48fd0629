namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>Settings of a threshold rule.</summary>
/// <param name="UpPercent">Mean utilisation above which it goes one size up, percent.</param>
/// <param name="DownPercent">Mean utilisation below which it goes one size down, percent.</param>
/// <param name="WindowMinutes">Minutes averaged.</param>
/// <param name="CooldownMinutes">Fewest minutes between two requests.</param>
public sealed record ThresholdSettings(double UpPercent = 70, double DownPercent = 30, int WindowMinutes = 5, int CooldownMinutes = 10)
{
    /// <summary>The published Azure SQL autoscaling sample: the mean of five 15-second points, 70 up, 20 down, no cooldown.</summary>
    public static ThresholdSettings AzureSample { get; } = new(70, 20, 1, 0);
}
