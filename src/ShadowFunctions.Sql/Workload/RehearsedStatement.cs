using ShadowFunctions.Core.Capacity.Growth;

namespace ShadowFunctions.Sql.Workload;

/// <summary>One statement of a rehearsal.</summary>
/// <param name="Id">Its name or fingerprint.</param>
/// <param name="Text">The template.</param>
/// <param name="RatePerSecond">Executions per second without the event.</param>
/// <param name="EventRatePerSecond">Executions per second in the event.</param>
/// <param name="ShadowWork">Logical work per execution on the shadow: engine steps, or rows and pages.</param>
/// <param name="ProductionWork">Logical work per execution expected on production, by the law of growth.</param>
/// <param name="LogBytes">Log bytes per execution on the shadow.</param>
/// <param name="ResultBytes">Result bytes per execution on the shadow.</param>
/// <param name="RelativeError">Error of the growth, as a share.</param>
/// <param name="Doubt">Why the growth is not known and the shadow's work is taken as it is; null when known.</param>
/// <param name="Errors">Share of executions that failed, 0 to 1.</param>
public sealed record RehearsedStatement(
    string Id, string Text, double RatePerSecond, double EventRatePerSecond, double ShadowWork, double ProductionWork, double LogBytes, double ResultBytes,
    double RelativeError, string? Doubt, double Errors)
{
    /// <summary>Work at the nested fractions.</summary>
    public IReadOnlyList<GrowthPoint> Points { get; init; } = [];

    /// <summary>The law of growth; null when there is none.</summary>
    public GrowthLaw? Law { get; init; }
}
