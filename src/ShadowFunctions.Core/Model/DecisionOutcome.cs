namespace ShadowFunctions.Core.Model;

/// <summary>What became of a decision.</summary>
public enum DecisionOutcome
{
    /// <summary>The size in force is right.</summary>
    Keep,

    /// <summary>A change would be right but the store only recommends.</summary>
    Recommended,

    /// <summary>A change waits for approval.</summary>
    AwaitingApproval,

    /// <summary>A change is to be applied.</summary>
    Apply,

    /// <summary>A guardrail refused the change.</summary>
    Refused,

    /// <summary>The owner rejected the change, or the approval came too late.</summary>
    Rejected,
}
