using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>What a prediction is made from.</summary>
public sealed record PredictorInput
{
    /// <summary>The store.</summary>
    public required string StoreId { get; init; }

    /// <summary>The cycle.</summary>
    public required string CycleId { get; init; }

    /// <summary>Instant of the prediction, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The store's forecaster, with everything observed.</summary>
    public required StoreForecaster Forecaster { get; init; }

    /// <summary>Minutes from request to readiness.</summary>
    public required double LeadTimeMinutes { get; init; }

    /// <summary>How far ahead, minutes. At least lead time and two and a half hours are predicted, which planning whole paid hours needs.</summary>
    public required int HorizonMinutes { get; init; }

    /// <summary>Announced events, as they are expected.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    /// <summary>What was learned of past events of their names.</summary>
    public IReadOnlyList<string> ScenarioNotes { get; init; } = [];

    /// <summary>The capacity model; null when there is none.</summary>
    public CapacityModel? Model { get; init; }
}
