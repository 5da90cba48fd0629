namespace ShadowFunctions.Core.Model;

/// <summary>What production will need over the horizon: every resource with quantiles and the source that set it.</summary>
public sealed record ResourcePrediction
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>The cycle that made it.</summary>
    public required string CycleId { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last instant for which production's metrics were complete, UTC; null when there were none.</summary>
    public DateTimeOffset? ObservedUntil { get; init; }

    /// <summary>Minutes from request to readiness that were assumed (an upper quantile of what was learned).</summary>
    public required double LeadTimeMinutes { get; init; }

    /// <summary>CPU, memory, I/O, log, workers, sessions, storage and network as far as they are known.</summary>
    public IReadOnlyList<PredictedResource> Resources { get; init; } = [];

    /// <summary>How good forecasts at the lead time have been so far: a sentence per resource of which enough were scored.</summary>
    public IReadOnlyList<string> Accuracy { get; init; } = [];

    /// <summary>Names of scenarios that shaped it.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];

    /// <summary>The prediction of one resource, or null when that resource is unknown.</summary>
    public PredictedResource? this[ResourceKind kind] => Resources.FirstOrDefault(r => r.Forecast.Resource == kind);
}
