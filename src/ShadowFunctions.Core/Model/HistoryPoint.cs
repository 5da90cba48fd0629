namespace ShadowFunctions.Core.Model;

/// <summary>One value of a stored series.</summary>
/// <param name="At">Start of the interval, UTC.</param>
/// <param name="Value">Value in the series' unit.</param>
/// <param name="Censored">True when the store was saturated: the demand was at least this much.</param>
/// <param name="Size">Size of the store in force, where known: it tells what the value was limited to.</param>
public readonly record struct HistoryPoint(DateTimeOffset At, double Value, bool Censored = false, string? Size = null);
