namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>One hourly series of the M4 competition with the 48 hours that follow it.</summary>
internal sealed record M4Series(string Id, double[] Train, double[] Test)
{
    /// <summary>The same series ending earlier: the last hours of its training part take the place of the test.</summary>
    public M4Series Earlier(int hours) => this with { Train = Train[..^hours], Test = Train[^hours..][..M4Data.Horizon] };
}
