namespace ShadowFunctions.Core.Model;

/// <summary>Where a scale operation stands.</summary>
public enum ScaleOperationStatus
{
    /// <summary>Intent recorded; the request may or may not have been sent.</summary>
    Intended,

    /// <summary>Accepted by the platform and running.</summary>
    InProgress,

    /// <summary>The store was read back at the size asked for.</summary>
    Verified,

    /// <summary>Ended at another size than asked for.</summary>
    Failed,

    /// <summary>Cancelled before it took effect.</summary>
    Cancelled,

    /// <summary>Not sent or abandoned because the store was changed by someone else, or a newer decision replaced it.</summary>
    Superseded,
}
