namespace ShadowFunctions.Core.Model;

/// <summary>
/// Why something was decided, refused or left out. Every code stands in the README's table; a test compares the two.
/// </summary>
public enum ReasonCode
{
    /// <summary>The size in force covers the predicted demand.</summary>
    SizeFits,

    /// <summary>Predicted demand exceeds the size in force within the lead time.</summary>
    DemandAhead,

    /// <summary>Demand already exceeds the size in force.</summary>
    DemandNow,

    /// <summary>An announced scenario sets the need.</summary>
    ScenarioAhead,

    /// <summary>The rehearsal on the shadow sets the need.</summary>
    ShadowAhead,

    /// <summary>A smaller size covers the horizon.</summary>
    DemandFalling,

    /// <summary>Nothing beats persistence at the lead time; the reactive net leads.</summary>
    ForecastAbstained,

    /// <summary>The stated quantiles no longer cover what they state.</summary>
    CalibrationDrift,

    /// <summary>Too little history for a forecast.</summary>
    LittleHistory,

    /// <summary>Metrics are older than allowed: nothing is made smaller.</summary>
    MetricsStale,

    /// <summary>No metrics at all.</summary>
    MetricsMissing,

    /// <summary>Metrics contradict each other: nothing is made smaller.</summary>
    MetricsContradictory,

    /// <summary>The next larger size does not lift the binding limit.</summary>
    LimitNotLifted,

    /// <summary>No allowed size covers the demand; the largest is taken.</summary>
    LadderExhausted,

    /// <summary>A change is running on the store.</summary>
    OperationInFlight,

    /// <summary>The size was changed by someone else and is respected for now.</summary>
    ForeignChange,

    /// <summary>The size asked for lies below the configured minimum.</summary>
    BelowMinimumSize,

    /// <summary>The size asked for lies above the configured maximum.</summary>
    AboveMaximumSize,

    /// <summary>The move is cut to the configured number of steps.</summary>
    StepLimited,

    /// <summary>Too soon after the last change.</summary>
    Cooldown,

    /// <summary>A freeze window is in force.</summary>
    FreezeWindow,

    /// <summary>The size would cost more per hour than allowed.</summary>
    BudgetExceeded,

    /// <summary>The store is paused.</summary>
    StorePaused,

    /// <summary>The whole fleet is paused.</summary>
    FleetPaused,

    /// <summary>The store only recommends.</summary>
    RecommendOnly,

    /// <summary>The change waits for approval.</summary>
    ApprovalNeeded,

    /// <summary>The owner approved the change.</summary>
    Approved,

    /// <summary>The owner rejected the change.</summary>
    RejectedByOwner,

    /// <summary>Nobody approved in time.</summary>
    ApprovalExpired,

    /// <summary>The saving is smaller than the price of a resize.</summary>
    SavingTooSmall,

    /// <summary>Within the paid clock hour a smaller size saves nothing yet.</summary>
    HourAlreadyPaid,

    /// <summary>The resource is not on the list of resources that may be changed.</summary>
    NotAllowListed,

    /// <summary>Production has no headroom: sampling stops.</summary>
    NoHeadroom,

    /// <summary>The rate limit of the pass was reached.</summary>
    RateLimited,

    /// <summary>Sampling or rehearsal is not due.</summary>
    NotDue,

    /// <summary>The shadow or its connection is not set up.</summary>
    NoShadow,

    /// <summary>Sampling must read from a replica, and the server is none.</summary>
    ReplicaMissing,

    /// <summary>Production's change log no longer reaches back to the copy: it starts anew.</summary>
    PositionLost,

    /// <summary>Schema, root, fraction, masking or key changed: the copy starts anew.</summary>
    CopyChanged,

    /// <summary>The capacity model is missing or too old.</summary>
    ModelOld,

    /// <summary>The capacity model disagrees with production.</summary>
    ModelError,

    /// <summary>A scenario is near.</summary>
    ScenarioNear,

    /// <summary>Production has headroom: sampling may go faster.</summary>
    HeadroomFree,

    /// <summary>A rehearsal is worth more than it costs.</summary>
    RunPays,

    /// <summary>A rehearsal is worth less than it costs.</summary>
    RunDoesNotPay,

    /// <summary>Production's mix is another one than was rehearsed.</summary>
    MixDrifted,

    /// <summary>The sample has too few keys for a statement: a larger share is copied.</summary>
    SampleThin,

    /// <summary>The shadow is worth what it costs.</summary>
    ShadowPays,

    /// <summary>The shadow is worth less than it costs.</summary>
    ShadowDoesNotPay,

    /// <summary>The run reached its limit of time or statements.</summary>
    RunLimited,

    /// <summary>An alert threshold, serverless bound or per-database limit of a pool was moved.</summary>
    TriggerMoved,

    /// <summary>Alert thresholds, serverless bounds and per-database limits are right.</summary>
    TriggerFits,

    /// <summary>The store's resource is no longer found.</summary>
    StoreMissing,

    /// <summary>The platform refused or failed this very change lately; it is asked for again later.</summary>
    FailedLately,

    /// <summary>The shadow has cost what one shadow may cost in a day.</summary>
    ShadowCostCap,

    /// <summary>The fleet's shadows have cost what they may cost in a day together.</summary>
    FleetShadowCostCap,
    /// <summary>The size that would fit is not sold in the store's region.</summary>
    SizeNotOffered,

    /// <summary>The configured data size grows ahead of the data.</summary>
    StorageAhead,

    /// <summary>The size cannot hold the data that is configured or used.</summary>
    StorageHeld,

    /// <summary>The number of high-availability replicas lies outside the owner's bounds.</summary>
    ReplicasOutOfBounds,

    /// <summary>What the region sells could not be read lately: what was known is used.</summary>
    CapabilitiesStale,

    /// <summary>A transaction has been open for long on production, which a change of size would end.</summary>
    LongTransaction,

    /// <summary>Open transactions on production could not be looked at before a change of size.</summary>
    TransactionsUnseen,

    /// <summary>An earlier change left the geo secondaries at another size than the store.</summary>
    PairUneven,

    /// <summary>Production is serverless and may pause, or is not online: nothing signs in to it.</summary>
    StoreSleeps,

    /// <summary>The data will outgrow the largest limit that the size or the owner allows.</summary>
    StorageBounded,

    /// <summary>A size is newer than the built-in table: limits and price are derived from its known neighbours.</summary>
    SizeDerived,

    /// <summary>The size has not stood for as long as the owner wants each to.</summary>
    Dwelling,

    /// <summary>The memory of the size would hold too few of the pages in use: its I/O limit would be passed.</summary>
    CacheHeld,
}
