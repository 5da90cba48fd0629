namespace ShadowFunctions.Core.Simulation;

/// <summary>Resizes that take any whole number of minutes of a range, all equally likely.</summary>
/// <param name="FewestMinutes">Fewest minutes, at least 1.</param>
/// <param name="MostMinutes">Most minutes, included.</param>
public sealed record LatencyRange(int FewestMinutes, int MostMinutes)
{
    private const long Stream = 11;

    /// <summary>The <paramref name="ordinal"/>-th draw under a seed.</summary>
    public TimeSpan Draw(long seed, int ordinal) =>
        TimeSpan.FromMinutes(FewestMinutes + Math.Floor(SeededChance.Uniform(seed, Stream, ordinal) * (MostMinutes - FewestMinutes + 1)));
}
