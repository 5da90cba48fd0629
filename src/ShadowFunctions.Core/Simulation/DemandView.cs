namespace ShadowFunctions.Core.Simulation;

/// <summary>How much of the demand a policy sees.</summary>
public enum DemandView
{
    /// <summary>As in life: what was used. While the store is saturated it only shows that demand was at least that.</summary>
    Censored,

    /// <summary>As <see cref="Censored"/>, and a shadow tells the demand of saturated minutes with its error.</summary>
    Rehearsed,

    /// <summary>The demand itself, always: for benchmarks that want to leave censoring out.</summary>
    Observed,
}
