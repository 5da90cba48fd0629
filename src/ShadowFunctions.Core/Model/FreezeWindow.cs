namespace ShadowFunctions.Core.Model;

/// <summary>A window in which production is not changed.</summary>
/// <param name="Start">First instant, UTC.</param>
/// <param name="End">First instant after the window, UTC.</param>
/// <param name="Reason">Shown with every refusal.</param>
public sealed record FreezeWindow(DateTimeOffset Start, DateTimeOffset End, string Reason);
