namespace ShadowFunctions.Core.State;

/// <summary>The last look at the inventory.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Notes">What it could not do, one line each: a resource that cannot be managed, or why there was no answer.</param>
public sealed record InventoryRun(DateTimeOffset At, IReadOnlyList<string> Notes);
