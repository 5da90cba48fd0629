using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>What a policy achieved: means over series.</summary>
internal sealed record Row(string Policy, double ClockHourRatio, double VCoreHourRatio, double ShortPercent, double UnservedPercent, double OperationsPerDay)
{
    /// <summary>Cost ratios are those of the policy's bill to the optimum's, series by series.</summary>
    public static Row Mean(string policy, IReadOnlyList<(PolicyOutcome Policy, Bill Optimum)> outcomes) => new(
        policy,
        outcomes.Average(o => Bill.Of(o.Policy).ClockHours / o.Optimum.ClockHours),
        outcomes.Average(o => Bill.Of(o.Policy).VCoreHours / o.Optimum.VCoreHours),
        100 * outcomes.Average(o => o.Policy.ShortShare),
        100 * outcomes.Average(o => o.Policy.UnservedShare),
        outcomes.Average(o => o.Policy.OperationsPerDay));
}
