using ShadowFunctions.Bench.Forecast.FiveMinute;
using ShadowFunctions.Bench.Forecast.M4;

namespace ShadowFunctions.Bench.Forecast;

/// <summary>The parts of the benchmark, in the order they run.</summary>
internal static class BenchParts
{
    public static IReadOnlyList<BenchPart> All { get; } = [new("m4", M4Bench.Run), new("five-minute", FiveMinuteBench.Run)];
}
