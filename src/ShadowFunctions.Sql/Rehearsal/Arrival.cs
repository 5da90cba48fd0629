namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>One statement of a run.</summary>
/// <param name="Item">Index of the profile's item.</param>
/// <param name="AtSeconds">When it is due, seconds from the start of the run.</param>
internal readonly record struct Arrival(int Item, double AtSeconds);
