namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>The scores of one method on all series it was run on, and what it cost.</summary>
internal sealed record Method(string Name, IReadOnlyList<Score> Scores, double CpuSeconds, long Forecasts);
