namespace ShadowFunctions.Core.Model;

/// <summary>One value of a stored series.</summary>
/// <param name="At">Start of the interval, UTC.</param>
/// <param name="Value">Value in the series' unit.</param>
/// <param name="Censored">True when the store was saturated: the demand was at least this much.</param>
public readonly record struct HistoryPoint(DateTimeOffset At, double Value, bool Censored = false);
