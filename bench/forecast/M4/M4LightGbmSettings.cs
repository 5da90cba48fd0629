namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>What may be chosen of the LightGBM peer.</summary>
/// <param name="Trees">Trees per level.</param>
/// <param name="Leaves">Leaves per tree.</param>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="HoursBetweenOrigins">Hours between two training windows of a series; no divisor of a day, so that all hours are seen.</param>
/// <param name="Differenced">Whether the difference to repeated days is learned instead of the value.</param>
/// <param name="Log">Whether values are taken as log(y + 0.02 ȳ), as half of our members take them; quantiles are carried back.</param>
internal sealed record M4LightGbmSettings(int Trees = 300, int Leaves = 31, double LearningRate = 0.05, int HoursBetweenOrigins = 25, bool Differenced = true, bool Log = true);
