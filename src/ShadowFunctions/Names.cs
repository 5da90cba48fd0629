namespace ShadowFunctions;

/// <summary>Names of all functions, in one place: a test holds them against the attributes.</summary>
public static class Names
{
    /// <summary>Timer trigger that starts a cycle.</summary>
    public const string CycleTimer = "CycleTimer";

    /// <summary>Timer trigger that looks after shadows and forgets what has ended long ago.</summary>
    public const string Housekeeping = "Housekeeping";

    /// <summary>One cycle of the fleet.</summary>
    public const string FleetOrchestrator = "FleetOrchestrator";

    /// <summary>One store's pass of the control loop.</summary>
    public const string StoreOrchestrator = "StoreOrchestrator";

    /// <summary>One change of production, from intent to verified outcome.</summary>
    public const string PreScaleOrchestrator = "PreScaleOrchestrator";

    /// <summary>One read source, from intent to removal.</summary>
    public const string ReadSourceOrchestrator = "ReadSourceOrchestrator";

    /// <summary>Claims the oldest pending cycle and cuts the fleet into pages.</summary>
    public const string BeginCycle = "BeginCycle";

    /// <summary>Records what the cycle started and skipped.</summary>
    public const string EndCycle = "EndCycle";

    /// <summary>Reads production's metrics of one page of stores into their histories.</summary>
    public const string QueryMetrics = "QueryMetrics";

    /// <summary>Starts the stores of one page that are not busy.</summary>
    public const string StartStores = "StartStores";

    /// <summary>Claims a store's pass and tells what is due.</summary>
    public const string BeginStoreCycle = "BeginStoreCycle";

    /// <summary>Copies a sample of production into the shadow.</summary>
    public const string SampleReplication = "SampleReplication";

    /// <summary>Takes a read source one step on.</summary>
    public const string StepReadSource = "StepReadSource";

    /// <summary>Rehearses the workload on the shadow.</summary>
    public const string RunWorkload = "RunWorkload";

    /// <summary>Predicts production's needs.</summary>
    public const string Forecast = "Forecast";

    /// <summary>Decides and records the decision.</summary>
    public const string Decide = "Decide";

    /// <summary>Records what the owner answered to a proposed change.</summary>
    public const string RecordApproval = "RecordApproval";

    /// <summary>Sends the change of size to production, once.</summary>
    public const string BeginPreScale = "BeginPreScale";

    /// <summary>Polls a running change and verifies its outcome.</summary>
    public const string PollPreScale = "PollPreScale";

    /// <summary>Gives up on a change whose deadline has passed.</summary>
    public const string CancelPreScale = "CancelPreScale";

    /// <summary>Moves the reactive triggers.</summary>
    public const string TuneTriggers = "TuneTriggers";

    /// <summary>Adapts replication rate and rehearsal cadence.</summary>
    public const string AdaptShadow = "AdaptShadow";

    /// <summary>Reports a store whose pass failed.</summary>
    public const string FailStoreCycle = "FailStoreCycle";

    /// <summary>External event that approves or rejects a proposed change.</summary>
    public const string ApprovalEvent = "Approval";

    /// <summary>Instance id of the fleet orchestration: there is one at a time.</summary>
    public const string FleetInstanceId = "fleet";

    /// <summary>Instance id of a store's orchestration: there is one per store at a time.</summary>
    public static string StoreInstanceId(string storeId) => "store-" + storeId;

    /// <summary>Instance id of a read source: one per run.</summary>
    public static string ReadSourceInstanceId(string runId) => "source-" + runId;

    /// <summary>Instance id of a change of production: one per decision.</summary>
    public static string PreScaleInstanceId(string operationId) => "scale-" + operationId;
}
