namespace ShadowFunctions.Cli.Reports;

/// <summary>Something drawn in a chart. Its style is a class of the style sheet, so that light and dark pages each have their colours.</summary>
/// <param name="Style">Class of the style sheet: s1, s2, … for series, or a role such as short, band, demand.</param>
/// <param name="Label">Name in the legend; null leaves it out.</param>
internal abstract record Mark(string Style, string? Label);

/// <summary>A line through points, or steps that hold until the next point.</summary>
internal sealed record LineMark(string Style, string? Label, IReadOnlyList<(double X, double Y)> Points, bool Steps = false) : Mark(Style, Label);

/// <summary>The area between two lines.</summary>
internal sealed record BandMark(string Style, string? Label, IReadOnlyList<(double X, double Low, double High)> Points) : Mark(Style, Label);

/// <summary>Stripes over the whole height.</summary>
internal sealed record SpanMark(string Style, string? Label, IReadOnlyList<(double From, double To)> Spans) : Mark(Style, Label);

/// <summary>Dots, each with a text that shows when pointed at.</summary>
internal sealed record DotMark(string Style, string? Label, IReadOnlyList<(double X, double Y, string Text)> Points) : Mark(Style, Label);
