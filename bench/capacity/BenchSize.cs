namespace ShadowFunctions.Bench.Capacity;

/// <summary>How much the bench makes and measures.</summary>
internal sealed record BenchSize(long Customers, int Items, double[] Fractions, double Seconds, double ShadowSeconds, int History, int Rehearsals, int Truths)
{
    /// <summary>At least 1 GB, within twenty minutes.</summary>
    public static BenchSize Full { get; } = new(100_000, 20_000, [0.0025, 0.005, 0.01, 0.02], 6, 4, 14, 2, 3);

    /// <summary>A smoke run of about a minute; its figures mean nothing.</summary>
    public static BenchSize Quick { get; } = new(4_000, 1_000, [0.05, 0.1, 0.2, 0.4], 0.3, 0.3, 6, 1, 1);
}
