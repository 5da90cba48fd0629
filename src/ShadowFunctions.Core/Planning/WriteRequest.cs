namespace ShadowFunctions.Core.Planning;

/// <summary>A change that waits for its turn to be written.</summary>
/// <param name="Id">The operation.</param>
/// <param name="IsUp">True for a move to a larger size.</param>
/// <param name="NeededAt">When the size is needed, UTC; null when nothing waits for it.</param>
/// <param name="AskedAt">When it first asked, UTC.</param>
/// <param name="ReturnsAt">When it was told to ask again, UTC.</param>
public sealed record WriteRequest(string Id, bool IsUp, DateTimeOffset? NeededAt, DateTimeOffset AskedAt, DateTimeOffset ReturnsAt);
