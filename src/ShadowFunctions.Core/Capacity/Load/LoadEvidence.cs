namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What a load model is learned from.</summary>
public sealed record LoadEvidence
{
    /// <summary>Intervals of production.</summary>
    public IReadOnlyList<LoadWindow> Production { get; init; } = [];

    /// <summary>Rehearsals on the shadow, at production's rates and at those of scenarios.</summary>
    public IReadOnlyList<LoadWindow> Shadow { get; init; } = [];

    /// <summary>The statements.</summary>
    public IReadOnlyList<StatementEvidence> Statements { get; init; } = [];

    /// <summary>Log bytes of one full-page image, measured on production.</summary>
    public double LogImageBytes { get; init; } = 8192;

    /// <summary>CPU seconds of starting and ending one parallel worker, measured on the shadow with next to no work in it; 0 when unknown.</summary>
    public double WorkerStartSeconds { get; init; }

    /// <summary>Length of a checkpoint interval of production in seconds.</summary>
    public double CheckpointSeconds { get; init; } = 300;
}
