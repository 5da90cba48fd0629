namespace ShadowFunctions.Orchestrations;

/// <summary>The owner's answer to a proposed change.</summary>
/// <param name="DecisionId">The decision answered.</param>
/// <param name="Approved">True to apply it.</param>
/// <param name="By">Who answered.</param>
/// <param name="Expired">True when nobody answered in time.</param>
public sealed record Approval(string DecisionId, bool Approved, string? By = null, bool Expired = false);
