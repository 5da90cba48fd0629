namespace ShadowFunctions.Core.Model;

/// <summary>The predicted need of one resource and where it comes from.</summary>
/// <param name="Forecast">Quantiles over the horizon, after model and scenarios.</param>
/// <param name="Source">What set the highest value at the lead time.</param>
/// <param name="Note">One sentence where history and model disagree beyond their errors, or where the system abstained; else null.</param>
public sealed record PredictedResource(DemandForecast Forecast, PredictionSource Source, string? Note = null);
