using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>What a guardrail says of a change.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Target">Position the change is cut to; null when it is refused.</param>
public sealed record Ruling(Reason Reason, int? Target = null);
