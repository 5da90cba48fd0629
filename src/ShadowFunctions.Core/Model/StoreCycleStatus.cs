namespace ShadowFunctions.Core.Model;

/// <summary>Where one store's pass stands.</summary>
public enum StoreCycleStatus
{
    /// <summary>Assigned to the store, not yet claimed.</summary>
    Assigned,

    /// <summary>Being worked on.</summary>
    Running,

    /// <summary>Ended.</summary>
    Completed,

    /// <summary>Ended by an error, which is reported; the next cycle starts anew.</summary>
    Failed,
}
