namespace ShadowFunctions.Api;

/// <summary>Body of an answer to a proposed change; may be left out.</summary>
public sealed record ApprovalRequest
{
    /// <summary>Who answers, for the audit log.</summary>
    public string? By { get; init; }
}
