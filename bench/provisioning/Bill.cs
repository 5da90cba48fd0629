using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>The same run under two billing rules.</summary>
/// <param name="ClockHours">Every clock hour at its highest size, price list's currency.</param>
/// <param name="VCoreHours">vCores in force, by the second: what papers report.</param>
internal sealed record Bill(double ClockHours, double VCoreHours)
{
    public static Bill Of(PolicyOutcome outcome) => new(outcome.Cost, outcome.CapacityVCores.Sum() / 60);
}
