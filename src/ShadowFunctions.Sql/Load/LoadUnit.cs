namespace ShadowFunctions.Sql.Load;

/// <summary>What one arrival does: one statement, or several in one transaction.</summary>
/// <param name="Name">For people.</param>
/// <param name="Statements">Indexes of the plan's statements, in order.</param>
/// <param name="RatePerSecond">Arrivals per second; the sum over the units is the load at multiple 1.</param>
/// <param name="IsTransaction">Whether the statements are one transaction.</param>
public sealed record LoadUnit(string Name, IReadOnlyList<int> Statements, double RatePerSecond, bool IsTransaction = false);
