namespace ShadowFunctions.Orchestrations;

/// <summary>What the decision asks the orchestration to do.</summary>
/// <param name="DecisionId">The decision in the audit log.</param>
/// <param name="Apply">True when production is to be changed now.</param>
/// <param name="ApprovalSeconds">Seconds to wait for the owner's approval; null when none is needed.</param>
/// <param name="TuneTriggers">True when the reactive triggers should move.</param>
/// <param name="AdaptShadow">True when replication rate or rehearsal cadence should be adapted.</param>
public sealed record Verdict(string DecisionId, bool Apply, double? ApprovalSeconds, bool TuneTriggers, bool AdaptShadow);
