namespace ShadowFunctions.Core.Model;

/// <summary>Where a cycle stands.</summary>
public enum CycleStatus
{
    /// <summary>Recorded, not yet claimed.</summary>
    Pending,

    /// <summary>Claimed by the fleet orchestration.</summary>
    Running,

    /// <summary>Every store was started, skipped or reported.</summary>
    Dispatched,
}
