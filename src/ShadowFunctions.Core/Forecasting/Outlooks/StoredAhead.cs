namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>An amount of stored data that is foretold.</summary>
/// <param name="Bytes">The amount, at some quantile level.</param>
/// <param name="At">For when, UTC.</param>
/// <param name="Days">How far ahead that is.</param>
public sealed record StoredAhead(double Bytes, DateTimeOffset At, double Days);
