namespace ShadowFunctions.Core.Model;

/// <summary>Where a workload profile comes from.</summary>
public enum WorkloadSource
{
    /// <summary>Observed on production.</summary>
    Recorded,

    /// <summary>The recorded mix at forecast rates.</summary>
    Forecast,

    /// <summary>A scenario.</summary>
    Scenario,

    /// <summary>Written by hand.</summary>
    Written,
}
