namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>One unit of a run: a statement, or a transaction.</summary>
/// <param name="Unit">Index of the unit.</param>
/// <param name="AtSeconds">When it is due, seconds from the start of the run.</param>
internal readonly record struct Arrival(int Unit, double AtSeconds);
