namespace ShadowFunctions.Core.Model;

/// <summary>One maximum that a pool's size offers to a single database, with the minimums that go with it.</summary>
/// <param name="MaxVCores">The maximum, vCores.</param>
/// <param name="MinVCores">Minimums that can be configured beside it, vCores, ascending.</param>
public sealed record PerDatabaseStep(double MaxVCores, IReadOnlyList<double> MinVCores)
{
    private static readonly double[] Published = [0.25, 0.5, 1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 32, 40, 64, 80, 128];

    /// <summary>The steps that the platform publishes, for a pool whose region does not list its own: up to the pool's size, and that size itself.</summary>
    public static IReadOnlyList<PerDatabaseStep> OfPool(double vCores)
    {
        double[] maxima = [.. Published.Where(v => v < vCores), vCores];
        return [.. maxima.Select(max => new PerDatabaseStep(max, [0, .. maxima.Where(v => v <= max)]))];
    }
}
