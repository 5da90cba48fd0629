using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>What is left of a change after all guardrails.</summary>
/// <param name="Target">Position of the size: as cut, also when refused (then it is what was refused).</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Reasons">Every cut and refusal.</param>
public sealed record GuardrailResult(int Target, DecisionOutcome Outcome, IReadOnlyList<Reason> Reasons);
