namespace ShadowFunctions.Core.Model;

/// <summary>What set a predicted need.</summary>
public enum PredictionSource
{
    /// <summary>The store's own history.</summary>
    History,

    /// <summary>The rehearsal on the shadow.</summary>
    Shadow,

    /// <summary>An announced scenario.</summary>
    Scenario,
}
