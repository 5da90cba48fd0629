using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>Where a planning policy takes its forecasts from.</summary>
public interface IDemandPredictor
{
    /// <summary>Learns minutes in time order, each once.</summary>
    void Observe(IReadOnlyList<UsageSample> minutes);

    /// <summary>Predicts from now on; null when nothing is known yet.</summary>
    /// <param name="now">The present, UTC.</param>
    /// <param name="leadTimeMinutes">Minutes from request to readiness.</param>
    /// <param name="horizonMinutes">How far to predict, minutes.</param>
    ResourcePrediction? Predict(DateTimeOffset now, double leadTimeMinutes, int horizonMinutes);
}
