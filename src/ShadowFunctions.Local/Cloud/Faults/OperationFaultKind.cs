namespace ShadowFunctions.Local.Cloud;

/// <summary>What goes wrong with an operation that was accepted.</summary>
public enum OperationFaultKind
{
    /// <summary>It fails where it would have ended.</summary>
    Fails,

    /// <summary>It is reported as done, and the size stays.</summary>
    NoEffect,

    /// <summary>It never ends by itself.</summary>
    Stuck,

    /// <summary>It takes longer.</summary>
    Slow,
}
