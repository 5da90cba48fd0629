namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>What a line of an orchestration's history says.</summary>
public enum HistoryEventType
{
    /// <summary>The orchestrator was woken; its clock reads this event's timestamp until the next one.</summary>
    TurnStarted,

    /// <summary>Received: the orchestration begins with an input.</summary>
    ExecutionStarted,

    /// <summary>Received: an activity returned a result.</summary>
    TaskCompleted,

    /// <summary>Received: an activity threw.</summary>
    TaskFailed,

    /// <summary>Received: a durable timer is due.</summary>
    TimerFired,

    /// <summary>Received: a child orchestration returned a result.</summary>
    SubOrchestrationCompleted,

    /// <summary>Received: a child orchestration failed or was terminated.</summary>
    SubOrchestrationFailed,

    /// <summary>Received: an external event.</summary>
    EventRaised,

    /// <summary>Received: a client pauses the instance.</summary>
    ExecutionSuspended,

    /// <summary>Received: a client lets the instance go on.</summary>
    ExecutionResumed,

    /// <summary>Received: a client ends the instance.</summary>
    ExecutionTerminated,

    /// <summary>Decided: call an activity.</summary>
    TaskScheduled,

    /// <summary>Decided: set a durable timer.</summary>
    TimerCreated,

    /// <summary>Decided: drop a durable timer.</summary>
    TimerCanceled,

    /// <summary>Decided: start a child orchestration.</summary>
    SubOrchestrationScheduled,

    /// <summary>Decided: send an event to another instance.</summary>
    EventSent,

    /// <summary>End: start over with a new input.</summary>
    ContinuedAsNew,

    /// <summary>End: with an output.</summary>
    ExecutionCompleted,

    /// <summary>End: with a failure.</summary>
    ExecutionFailed,
}
