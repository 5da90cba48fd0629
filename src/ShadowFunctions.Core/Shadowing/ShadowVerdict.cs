using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>Whether a shadow stays.</summary>
/// <param name="Keep">False when it is to be removed.</param>
/// <param name="Reason">Why, with the figures.</param>
public sealed record ShadowVerdict(bool Keep, Reason Reason);
