namespace ShadowFunctions.Core.Forecasting;

/// <summary>One five-minute step of a series.</summary>
/// <param name="At">Start of the step, UTC.</param>
/// <param name="Mean">Mean of the minutes seen.</param>
/// <param name="Peak">Highest minute seen.</param>
/// <param name="Censored">True when the store was saturated in any of the minutes.</param>
public readonly record struct StepValue(DateTimeOffset At, double Mean, double Peak, bool Censored);
