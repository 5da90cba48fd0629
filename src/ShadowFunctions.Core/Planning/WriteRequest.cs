namespace ShadowFunctions.Core.Planning;

/// <summary>Writes that wait for their turn, all at once or not at all.</summary>
/// <param name="Id">What they belong to.</param>
/// <param name="Urgency">Whose writes they are.</param>
/// <param name="NeededAt">When their effect is needed, UTC; null when nothing waits for it.</param>
/// <param name="Count">How many they are.</param>
/// <param name="AskedAt">When they were first asked for, UTC.</param>
/// <param name="ReturnsAt">When they were told to ask again, UTC.</param>
/// <param name="NotBefore">They go after all that have asked by this instant, UTC; null when they need not yield.</param>
public sealed record WriteRequest(
    string Id, WriteUrgency Urgency, DateTimeOffset? NeededAt = null, int Count = 1, DateTimeOffset AskedAt = default, DateTimeOffset ReturnsAt = default,
    DateTimeOffset? NotBefore = null);
