namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>When a limit of stored bytes is reached.</summary>
/// <param name="LimitBytes">The limit.</param>
/// <param name="Days">Days until it is as likely reached as not; null when that is not within a year.</param>
/// <param name="DaysAtRisk">Days until it is reached with a chance of one in twenty; null when that is not within a year.</param>
public sealed record StorageFull(double LimitBytes, double? Days, double? DaysAtRisk);
