namespace ShadowFunctions.Api;

/// <summary>Body of the global stop; may be left out.</summary>
public sealed record PauseRequest
{
    /// <summary>Who stops and why, for the audit log.</summary>
    public string? Reason { get; init; }
}
