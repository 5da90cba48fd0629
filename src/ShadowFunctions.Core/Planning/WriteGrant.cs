namespace ShadowFunctions.Core.Planning;

/// <summary>A write that was let through.</summary>
/// <param name="Id">The operation.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Urgency">Whose write it was.</param>
public sealed record WriteGrant(string Id, DateTimeOffset At, WriteUrgency Urgency = WriteUrgency.Up);
