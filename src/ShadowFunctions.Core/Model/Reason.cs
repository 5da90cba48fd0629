namespace ShadowFunctions.Core.Model;

/// <summary>One reason of a decision.</summary>
/// <param name="Code">Machine-readable.</param>
/// <param name="Detail">The numbers behind it, in one sentence.</param>
public sealed record Reason(ReasonCode Code, string Detail);
