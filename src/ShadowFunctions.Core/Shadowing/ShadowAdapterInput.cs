using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>What the shadow's next passes and rehearsals are chosen from.</summary>
public sealed record ShadowAdapterInput
{
    /// <summary>The state so far.</summary>
    public required ShadowState State { get; init; }

    /// <summary>The owner's bounds.</summary>
    public required ShadowConfiguration Configuration { get; init; }

    /// <summary>Instant of the adaptation, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Free share of production's scarcest limit, 0 to 1; null when unknown.</summary>
    public double? Headroom { get; init; }

    /// <summary>The last pass; null before the first. Its guard counts in its own cycle only.</summary>
    public ReplicationBatch? Batch { get; init; }

    /// <summary>The rehearsal made in this cycle; null when none was.</summary>
    public WorkloadRun? Run { get; init; }

    /// <summary>Whether triggers were changed in this cycle.</summary>
    public bool TriggersChanged { get; init; }

    /// <summary>The capacity model; null when there is none.</summary>
    public CapacityModel? Model { get; init; }

    /// <summary>What production will need; null when nothing could be predicted.</summary>
    public ResourcePrediction? Prediction { get; init; }

    /// <summary>The store's ladder; null when it is not known.</summary>
    public SizeLadder? Ladder { get; init; }

    /// <summary>Announced events.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];
}
