namespace ShadowFunctions.Sql.Load;

/// <summary>A mix that can be run: statements and the units that arrive.</summary>
/// <param name="Statements">All statements.</param>
/// <param name="Units">What arrives, and how often.</param>
public sealed record LoadPlan(IReadOnlyList<LoadStatement> Statements, IReadOnlyList<LoadUnit> Units)
{
    /// <summary>Arrivals per second at multiple 1.</summary>
    public double RatePerSecond => Units.Sum(u => u.RatePerSecond);
}
