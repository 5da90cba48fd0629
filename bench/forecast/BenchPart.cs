namespace ShadowFunctions.Bench.Forecast;

/// <summary>One part of the benchmark: its name on the command line and what it does.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Run">Runs the part and prints its tables.</param>
internal sealed record BenchPart(string Name, Action<BenchOptions> Run);
