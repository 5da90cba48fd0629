namespace ShadowFunctions.Core.Simulation;

/// <summary>The same demand in every minute; zero for a store nobody uses.</summary>
/// <param name="vCores">The demand, vCores.</param>
public sealed class ConstantTrace(double vCores) : IDemandTrace
{
    /// <inheritdoc/>
    public double DemandVCores(DateTimeOffset minute) => vCores;
}
