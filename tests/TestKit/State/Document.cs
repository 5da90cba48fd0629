namespace ShadowFunctions.TestKit.State;

/// <summary>A document with something of everything that real ones hold.</summary>
public sealed record Document(string Name, double Number, string? Text = null, DateTimeOffset? At = null, DayOfWeek Day = DayOfWeek.Monday);
