using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What reaches a pool of its databases' demand: what one asks beyond the maximum in force is not asked for again.</summary>
internal sealed class PoolDemand(IReadOnlyList<EmulatedMember> members, Func<double> maxVCores) : IDemandTrace
{
    public double DemandVCores(DateTimeOffset minute)
    {
        var max = maxVCores();
        return members.Sum(m => Math.Min(max, m.Trace.DemandVCores(minute)));
    }
}
