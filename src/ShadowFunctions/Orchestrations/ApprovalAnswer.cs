namespace ShadowFunctions.Orchestrations;

/// <summary>An answer and the store it is for.</summary>
/// <param name="Work">The store's pass.</param>
/// <param name="Approval">The answer.</param>
public sealed record ApprovalAnswer(StoreWork Work, Approval Approval);
