namespace ShadowFunctions.Sql.Load;

/// <summary>Why a load was stopped before its end.</summary>
public enum ReasonToStop
{
    /// <summary>The time it may take was used up.</summary>
    Time,

    /// <summary>The money it may cost was used up.</summary>
    Cost,

    /// <summary>The shadow has no headroom left.</summary>
    Headroom,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,
}
