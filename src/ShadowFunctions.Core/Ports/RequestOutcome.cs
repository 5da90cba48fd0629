namespace ShadowFunctions.Core.Ports;

/// <summary>What a failed request may have done. Decides whether it may be made again.</summary>
public enum RequestOutcome
{
    /// <summary>Nothing that changes anything was sent.</summary>
    NotSent,

    /// <summary>Sent, and refused for now: it changed nothing.</summary>
    Refused,

    /// <summary>Sent, and nobody knows what became of it: only reading back tells.</summary>
    Unknown,
}
