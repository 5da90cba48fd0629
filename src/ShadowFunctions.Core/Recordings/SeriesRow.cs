namespace ShadowFunctions.Core.Recordings;

/// <summary>One row of a file.</summary>
/// <param name="Series">The series it names; null where the file has no such column.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Value">The value; NaN for a row that says there is none.</param>
internal readonly record struct SeriesRow(string? Series, DateTimeOffset At, double Value);
