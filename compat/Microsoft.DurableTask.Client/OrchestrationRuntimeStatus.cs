namespace Microsoft.DurableTask.Client;

/// <summary>Where an instance stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has begun.</summary>
    Running = 0,

    /// <summary>It ended with an output.</summary>
    Completed = 1,

    /// <summary>It is starting over.</summary>
    [Obsolete("The ContinuedAsNew status is exposed only for compatibility reasons.")]
    ContinuedAsNew = 2,

    /// <summary>It ended with an exception.</summary>
    Failed = 3,

    /// <summary>Not used.</summary>
    [Obsolete("The Canceled status is not currently used.")]
    Canceled = 4,

    /// <summary>It was ended by a client.</summary>
    Terminated = 5,

    /// <summary>It is stored and has not begun.</summary>
    Pending = 6,

    /// <summary>It pauses until resumed.</summary>
    Suspended = 7,
}
