namespace ShadowFunctions.Core.Simulation;

/// <summary>What every policy achieved on one series, over the same minutes.</summary>
/// <param name="Series">Name of the series.</param>
/// <param name="ScoredFrom">First minute scored, UTC, a full hour.</param>
/// <param name="To">First minute after the scored ones, UTC, a full hour.</param>
/// <param name="DemandVCores">Demand of every scored minute, vCores.</param>
/// <param name="Autocorrelation">Correlation of five-minute means with the ones before.</param>
/// <param name="Policies">The policies, in the order asked for.</param>
public sealed record BacktestResult(
    string Series, DateTimeOffset ScoredFrom, DateTimeOffset To, double[] DemandVCores, double Autocorrelation, IReadOnlyList<PolicyOutcome> Policies)
{
    internal const double SmoothFrom = 0.9;

    /// <summary>True when five-minute means follow each other closely; bursts give no warning.</summary>
    public bool IsSmooth => Autocorrelation >= SmoothFrom;

    /// <summary>The outcome of a policy; null when it was not asked for.</summary>
    public PolicyOutcome? Find(string policy) => Policies.FirstOrDefault(p => p.Name == policy);
}
