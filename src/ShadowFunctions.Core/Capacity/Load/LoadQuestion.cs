using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>A load whose cost is asked for.</summary>
/// <param name="RatesPerSecond">Executions per second per statement.</param>
public sealed record LoadQuestion(IReadOnlyDictionary<string, double> RatesPerSecond)
{
    /// <summary>Data as a multiple of production's present size, above 0.</summary>
    public double DataFactor { get; init; } = 1;

    /// <summary>How many of production's intervals the answer is a mean of, at least 1: the more, the less they differ.</summary>
    public double Intervals { get; init; } = 1;

    /// <summary>Per statement: page accesses of the shadow's miniature cache under the usual load.</summary>
    public IReadOnlyDictionary<string, CacheCount> MiniatureNow { get; init; } = new Dictionary<string, CacheCount>();

    /// <summary>The same under the load asked for.</summary>
    public IReadOnlyDictionary<string, CacheCount> MiniatureThen { get; init; } = new Dictionary<string, CacheCount>();
}
