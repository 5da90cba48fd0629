namespace ShadowFunctions.Bench.Forecast;

/// <summary>The benchmark cannot go on for a reason its user can remedy.</summary>
internal sealed class BenchException(string message) : Exception(message);
