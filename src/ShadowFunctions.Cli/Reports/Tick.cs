namespace ShadowFunctions.Cli.Reports;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">What it says; empty for a line only.</param>
internal readonly record struct Tick(double Value, string Label);
