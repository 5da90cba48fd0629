namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>An interval of a server under a known load.</summary>
/// <param name="Seconds">Length.</param>
/// <param name="Executions">Executions per statement.</param>
/// <param name="CpuSeconds">CPU of the whole server, background work included.</param>
public sealed record LoadWindow(double Seconds, IReadOnlyDictionary<string, double> Executions, double CpuSeconds)
{
    /// <summary>Seconds inside the executor per statement, over all its executions; empty when unknown.</summary>
    public IReadOnlyDictionary<string, double> ExecutorSeconds { get; init; } = new Dictionary<string, double>();

    /// <summary>All executions.</summary>
    public double Calls => Executions.Values.Sum();
}
