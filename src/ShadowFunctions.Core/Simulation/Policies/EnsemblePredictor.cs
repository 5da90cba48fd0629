using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>The product's own forecasts.</summary>
/// <param name="forecaster">A forecaster that has learned the time before; null begins without history.</param>
/// <param name="scenarios">Announced events; null for none.</param>
public sealed class EnsemblePredictor(StoreForecaster? forecaster = null, IReadOnlyList<Scenario>? scenarios = null) : IDemandPredictor
{
    private readonly StoreForecaster _forecaster = forecaster ?? new StoreForecaster();
    private readonly IReadOnlyList<Scenario> _scenarios = scenarios ?? [];

    /// <inheritdoc/>
    public void Observe(IReadOnlyList<UsageSample> minutes) => _forecaster.Observe(minutes, _scenarios);

    /// <inheritdoc/>
    public ResourcePrediction? Predict(DateTimeOffset now, double leadTimeMinutes, int horizonMinutes) => Predictor.Predict(new PredictorInput
    {
        StoreId = PlanningPolicy.StoreId,
        CycleId = PlanningPolicy.CycleId(now),
        Now = now,
        Forecaster = _forecaster,
        LeadTimeMinutes = leadTimeMinutes,
        HorizonMinutes = horizonMinutes,
        Scenarios = _scenarios,
    });
}
