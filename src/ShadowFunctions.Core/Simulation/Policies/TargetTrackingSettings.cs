namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>Settings of target tracking.</summary>
/// <param name="TargetPercent">Utilisation aimed at, percent.</param>
/// <param name="WindowMinutes">It holds the largest size that any of the last so many minutes asked for.</param>
public sealed record TargetTrackingSettings(double TargetPercent = 70, int WindowMinutes = 5);
