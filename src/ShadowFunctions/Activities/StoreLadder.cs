using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Activities;

/// <summary>A store's ladder and what is to be known of it.</summary>
/// <param name="Ladder">The whole ladder.</param>
/// <param name="Stale">Why it may not be what the region sells today; null when it is.</param>
public sealed record StoreLadder(SizeLadder Ladder, string? Stale = null);
