namespace ShadowFunctions.Core.Model;

/// <summary>How a check of the deployment ended.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>Wrong; the remedy says what to do.</summary>
    Failed,

    /// <summary>Nothing is wrong, but worth knowing; the remedy makes it better.</summary>
    Noted,

    /// <summary>Not looked at, because this deployment does not use it.</summary>
    Skipped,
}
