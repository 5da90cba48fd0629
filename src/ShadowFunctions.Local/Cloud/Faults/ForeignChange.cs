namespace ShadowFunctions.Local.Cloud;

/// <summary>What somebody else does to a resource.</summary>
/// <param name="StoreOrName">Store id or resource name.</param>
/// <param name="At">When, UTC.</param>
/// <param name="To">The size they ask for; null: they delete it.</param>
public sealed record ForeignChange(string StoreOrName, DateTimeOffset At, string? To);
