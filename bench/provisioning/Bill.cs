using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>What one configuration achieved on one series.</summary>
/// <param name="Cost">Bill by clock hours.</param>
/// <param name="ShortShare">Share of minutes short, 0 to 1.</param>
/// <param name="UnservedShare">Share of demand above capacity, 0 to 1.</param>
/// <param name="OperationsPerDay">Resizes a day.</param>
/// <param name="LongestShortMinutes">Longest row of minutes short.</param>
/// <param name="Minutes">Minutes scored.</param>
/// <param name="VCoreHours">Capacity held, vCore-hours.</param>
/// <param name="UnservedVCoreHours">Demand above capacity, vCore-hours.</param>
internal sealed record Bill(
    double Cost, double ShortShare, double UnservedShare, double OperationsPerDay, int LongestShortMinutes, int Minutes, double VCoreHours, double UnservedVCoreHours)
{
    private const double PerOperation = 0.5;

    public static Bill Of(PolicyOutcome outcome) => new(
        outcome.Cost,
        outcome.ShortShare,
        outcome.UnservedShare,
        outcome.OperationsPerDay,
        outcome.Result.Account.LongestEpisodeMinutes,
        outcome.Result.Account.Minutes,
        outcome.Result.Account.CapacityVCoreHours,
        outcome.Result.UnservedVCoreHours);

    /// <summary>One figure for all: vCore-hours held, half a vCore-hour per resize, and a penalty per vCore-hour not served.</summary>
    public double Objective(double penalty) => VCoreHours + (PerOperation * OperationsPerDay * Minutes / 1440) + (penalty * UnservedVCoreHours);
}
