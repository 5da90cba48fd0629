namespace ShadowFunctions.Core.State;

/// <summary>The kinds of documents in the state store, and the partition of those that belong to no single store.</summary>
public static class StateKinds
{
    /// <summary>Partition of documents of the whole fleet.</summary>
    public const string Fleet = "fleet";

    /// <summary>Stores under management.</summary>
    public const string Store = "store";

    /// <summary>Passes of the control loop.</summary>
    public const string Cycle = "cycle";

    /// <summary>Names of cycles that may not be dispatched yet.</summary>
    public const string OpenCycle = "openCycle";

    /// <summary>Passes of single stores.</summary>
    public const string StoreCycle = "storeCycle";

    /// <summary>The audit log.</summary>
    public const string Decision = "decision";

    /// <summary>Changes on production.</summary>
    public const string ScaleOperation = "scaleOperation";

    /// <summary>State of shadows.</summary>
    public const string ShadowState = "shadowState";

    /// <summary>Latest predictions and plans.</summary>
    public const string Prediction = "prediction";

    /// <summary>Latest views of the coming day and week.</summary>
    public const string Outlook = "outlook";

    /// <summary>Expected events.</summary>
    public const string Scenario = "scenario";

    /// <summary>What past events did.</summary>
    public const string ScenarioRecord = "scenarioRecord";

    /// <summary>Reactive triggers in force.</summary>
    public const string TriggerSettings = "triggerSettings";

    /// <summary>What looks at the databases of pools came to.</summary>
    public const string PoolAdvice = "poolAdvice";

    /// <summary>Fitted capacity models.</summary>
    public const string CapacityModel = "capacityModel";

    /// <summary>Switches of the fleet.</summary>
    public const string FleetControl = "fleetControl";

    /// <summary>What may be written to the platform.</summary>
    public const string WriteBudget = "writeBudget";

    /// <summary>The last look at the inventory.</summary>
    public const string InventoryRun = "inventoryRun";

    /// <summary>What regions sell.</summary>
    public const string Region = "region";

    /// <summary>Binary state.</summary>
    public const string Blob = "blob";

    /// <summary>Alerts that were taken up.</summary>
    public const string AlertClaim = "alertClaim";

    /// <summary>What shadows have cost.</summary>
    public const string ShadowAccount = "shadowAccount";

    /// <summary>Databases that the sampler reads.</summary>
    public const string ReadSource = "readSource";

    /// <summary>The size in force as last seen.</summary>
    public const string SizeInForce = "sizeInForce";

    /// <summary>What the planner has learned of a store.</summary>
    public const string PlanMemory = "planMemory";

    /// <summary>How far metrics have been asked for.</summary>
    public const string MetricsReading = "metricsReading";
}
