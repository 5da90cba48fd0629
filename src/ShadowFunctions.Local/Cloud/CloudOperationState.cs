namespace ShadowFunctions.Local.Cloud;

/// <summary>Where an emulated operation stands.</summary>
public enum CloudOperationState
{
    /// <summary>Accepted, not yet in force.</summary>
    InProgress,

    /// <summary>In force.</summary>
    Succeeded,

    /// <summary>Ended with an error; nothing changed.</summary>
    Failed,

    /// <summary>Called off; nothing changed.</summary>
    Cancelled,
}
