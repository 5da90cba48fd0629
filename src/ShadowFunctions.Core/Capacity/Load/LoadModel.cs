using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>Load → resources of production, with errors.</summary>
public sealed record LoadModel
{
    /// <summary>CPU demand: a floor per second, and each statement per execution, at the usual load.</summary>
    public required CostBelief Cpu { get; init; }

    /// <summary>From CPU demand to CPU used.</summary>
    public required LoadCurve Curve { get; init; }

    /// <summary>The shadow's ratio as a second opinion; null when the shadow was not rehearsed or production's usual load is not known.</summary>
    public ShadowRatio? Ratio { get; init; }

    /// <summary>CPU seconds per second in production's executor.</summary>
    public double ExecutorShare { get; init; } = 0.8;

    /// <summary>Relative deviation of one interval's CPU from the model.</summary>
    public double CpuNoise { get; init; }

    /// <summary>
    /// Relative deviation with which the model misses an interval that it has not learned from, beyond what single statements explain; 0 when unknown.
    /// </summary>
    public double WindowNoise { get; init; }

    /// <summary>Executions per second of each statement over production's intervals; empty when unknown.</summary>
    public IReadOnlyDictionary<string, double> UsualRates { get; init; } = new Dictionary<string, double>();

    /// <summary>Length of an interval of production in seconds, as the deviations mean it; 0 when unknown.</summary>
    public double IntervalSeconds { get; init; }

    /// <summary>CPU seconds of starting one parallel worker; 0 when unknown.</summary>
    public double WorkerStartSeconds { get; init; }

    /// <summary>The statements.</summary>
    public IReadOnlyList<StatementModel> Statements { get; init; } = [];

    /// <summary>Log bytes of one full-page image.</summary>
    public double LogImageBytes { get; init; }

    /// <summary>Length of a checkpoint interval in seconds.</summary>
    public double CheckpointSeconds { get; init; }
}
