using ShadowFunctions.Core.Capacity.Contention;
using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Sql.Workload;

/// <summary>What a rehearsal found.</summary>
public sealed record RehearsalResult
{
    /// <summary>The engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Name of the workload.</summary>
    public required string Workload { get; init; }

    /// <summary>Share of entities in the shadow.</summary>
    public required double Fraction { get; init; }

    /// <summary>Rows copied at the largest fraction.</summary>
    public required long Rows { get; init; }

    /// <summary>Per statement.</summary>
    public required IReadOnlyList<RehearsedStatement> Statements { get; init; }

    /// <summary>Steps of load on the shadow, the slowest first.</summary>
    public required IReadOnlyList<RehearsalStep> Steps { get; init; }

    /// <summary>Why the load ended before its last step; null when it did not. A step that was cut is not among <see cref="Steps"/>.</summary>
    public ReasonToStop? Stopped { get; init; }

    /// <summary>Errors of statements by message.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Seconds sessions waited, by kind of wait, over all steps.</summary>
    public required IReadOnlyDictionary<string, double> WaitSeconds { get; init; }

    /// <summary>The scalability law of the steps; null when they do not determine one.</summary>
    public ScalabilityLaw? Law { get; init; }

    /// <summary>Highest rate seen on the shadow, arrivals per second.</summary>
    public required double HighestPerSecond { get; init; }

    /// <summary>How much more work a unit is on production than on the shadow.</summary>
    public required double Growth { get; init; }

    /// <summary>Error of the predicted amounts, as a share.</summary>
    public required double RelativeError { get; init; }

    /// <summary>Load to need, the event at multiple 1.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>Need without the event.</summary>
    public required CurvePoint Normal { get; init; }

    /// <summary>Need in the event.</summary>
    public required CurvePoint Event { get; init; }

    /// <summary>Arrivals per second at which CPU of each size is used up to the share that is planned for.</summary>
    public required IReadOnlyDictionary<string, double> KneePerSecond { get; init; }

    /// <summary>What the reader must know before using the figures.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }
}
