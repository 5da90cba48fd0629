namespace ShadowFunctions.Core.Simulation;

/// <summary>One minute as a policy sees it: what was used, never what was asked for beyond it, unless a shadow told.</summary>
/// <param name="Minute">Start of the minute, UTC.</param>
/// <param name="UsedVCores">Mean use, vCores; not a number where the platform has no metrics.</param>
/// <param name="CapacityVCores">What the size in force can do, vCores.</param>
/// <param name="Size">Size in force at the end of the minute.</param>
/// <param name="Saturated">True when all there was has been used: demand was at least that (censored).</param>
/// <param name="Missing">True when the platform has no metrics of the minute.</param>
/// <param name="RehearsedVCores">Demand as the shadow tells it: rehearsed cost per call times the calls that arrived; null without a shadow.</param>
public readonly record struct ObservedMinute(
    DateTimeOffset Minute, double UsedVCores, double CapacityVCores, string Size, bool Saturated, bool Missing, double? RehearsedVCores = null);
