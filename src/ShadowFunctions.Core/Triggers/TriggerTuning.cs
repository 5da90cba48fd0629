using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Triggers;

/// <summary>The reactive net as it should be.</summary>
/// <param name="Settings">The settings to have in force.</param>
/// <param name="Changed">True when they differ enough from those in force to be written.</param>
/// <param name="Reasons">Why.</param>
public sealed record TriggerTuning(TriggerSettings Settings, bool Changed, IReadOnlyList<Reason> Reasons);
