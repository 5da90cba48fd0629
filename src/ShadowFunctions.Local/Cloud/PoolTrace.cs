using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>The demand on a pool: that of its databases together.</summary>
/// <param name="Members">The databases.</param>
public sealed record PoolTrace(IReadOnlyList<EmulatedMember> Members) : IDemandTrace
{
    /// <inheritdoc/>
    public double DemandVCores(DateTimeOffset minute) => Members.Sum(m => m.Trace.DemandVCores(minute));
}
