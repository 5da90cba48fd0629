using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>Load → resources of production, with errors.</summary>
public sealed record LoadModel
{
    /// <summary>CPU demand: a floor per second, and each statement per execution, at the usual load.</summary>
    public required CostBelief Cpu { get; init; }

    /// <summary>From CPU demand to CPU used.</summary>
    public required LoadCurve Curve { get; init; }

    /// <summary>Relative deviation of one interval's CPU from the model.</summary>
    public double CpuNoise { get; init; }

    /// <summary>The statements.</summary>
    public IReadOnlyList<StatementModel> Statements { get; init; } = [];

    /// <summary>Log bytes of one full-page image.</summary>
    public double LogImageBytes { get; init; }

    /// <summary>Length of a checkpoint interval in seconds.</summary>
    public double CheckpointSeconds { get; init; }
}
