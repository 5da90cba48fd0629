namespace ShadowFunctions.Core.Ports;

/// <summary>How far a change has come.</summary>
public enum ScaleProgressState
{
    /// <summary>Still running.</summary>
    InProgress,

    /// <summary>The platform says it is done; the caller still verifies the size.</summary>
    Succeeded,

    /// <summary>The platform says it failed.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The platform knows no such change: it never arrived, or left no trace.</summary>
    Unknown,
}
