using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>One configuration that is scored: a policy at one setting.</summary>
/// <param name="Family">Policies that differ in their settings only; the best of a family is told in hindsight.</param>
/// <param name="Setting">The setting.</param>
/// <param name="Definition">The policy.</param>
/// <param name="Limit">Share of time it was told may be short; null where it takes none.</param>
internal sealed record Arm(string Family, string Setting, PolicyDefinition Definition, double? Limit = null)
{
    /// <summary>True for reactive rules: what the best of them costs is what ours must undercut.</summary>
    public bool IsReactive { get; init; }
}
