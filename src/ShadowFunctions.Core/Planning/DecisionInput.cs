using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Planning;

/// <summary>Everything a decision is made from.</summary>
public sealed record DecisionInput
{
    /// <summary>The store.</summary>
    public required Store Store { get; init; }

    /// <summary>The fleet's switches.</summary>
    public FleetControl Fleet { get; init; } = new();

    /// <summary>Instant of the decision, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The cycle.</summary>
    public required string CycleId { get; init; }

    /// <summary>0 for the cycle's first decision on the store; counts those that follow a request which the platform put off.</summary>
    public int Attempt { get; init; }

    /// <summary>The decision's id: one per store, cycle and attempt.</summary>
    public string DecisionId => IdOf(Store.Id, CycleId, Attempt);

    /// <summary>Minutes until the next cycle.</summary>
    public double CycleMinutes { get; init; } = 5;

    /// <summary>What the platform says of the size.</summary>
    public required CapacityState Capacity { get; init; }

    /// <summary>The prediction; null when nothing could be predicted.</summary>
    public ResourcePrediction? Prediction { get; init; }

    /// <summary>Where the stored bytes go, days ahead; null while that is not known.</summary>
    public StorageOutlook? StorageOutlook { get; init; }

    /// <summary>Production's last minutes in time order, about an hour.</summary>
    public IReadOnlyList<UsageSample> RecentSamples { get; init; } = [];

    /// <summary>The store's last operations, any order.</summary>
    public IReadOnlyList<ScaleOperation> Operations { get; init; } = [];

    /// <summary>The decision that still waits for approval; null when none does.</summary>
    public Decision? Open { get; init; }

    /// <summary>What was known of the size in the cycle before; null at the first.</summary>
    public SizeInForce? PreviousSize { get; init; }

    /// <summary>What the planner learned in the cycles before; null at the first.</summary>
    public PlanMemory? Memory { get; init; }

    /// <summary>The store's ladder, whole: what its region does not sell is marked.</summary>
    public required SizeLadder Ladder { get; init; }

    /// <summary>What a look at production's open transactions found; null when none was made.</summary>
    public TransactionLook? Transactions { get; init; }

    /// <summary>What production's statements cost and read; null when it was not asked, which nothing but a smaller size needs.</summary>
    public CapacityModel? Model { get; init; }

    /// <summary>Why the ladder may not be what the region sells today; null when it is.</summary>
    public string? LadderStale { get; init; }

    /// <summary>What held back the change of the decision before this one of the same cycle; null when nothing did, or there was none.</summary>
    public Reason? HeldBefore => Attempt == 0 ? null : Operations.FirstOrDefault(o => o.DecisionId == IdOf(Store.Id, CycleId, Attempt - 1))?.Held;

    /// <summary>The id of a decision.</summary>
    public static string IdOf(string storeId, string cycleId, int attempt) =>
        attempt == 0 ? $"{storeId}-{cycleId}" : $"{storeId}-{cycleId}-{attempt}";
}
