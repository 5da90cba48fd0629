namespace ShadowFunctions.Core.Planning;

/// <summary>A write that was let through.</summary>
/// <param name="Id">The operation.</param>
/// <param name="At">When, UTC.</param>
public sealed record WriteGrant(string Id, DateTimeOffset At);
