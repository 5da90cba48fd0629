namespace ShadowFunctions.Cli.Backtesting;

/// <summary>A series that cannot be scored.</summary>
/// <param name="Series">Its name.</param>
/// <param name="Reason">Why, and the remedy.</param>
internal sealed record SkippedSeries(string Series, string Reason);
