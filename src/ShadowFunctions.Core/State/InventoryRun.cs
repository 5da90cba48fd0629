namespace ShadowFunctions.Core.State;

/// <summary>The last look at the inventory.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Notes">What it could not do, one line each: a resource that cannot be managed, or why there was no answer.</param>
/// <param name="Whole">False when some of it may go well at once: the next look does not wait for its hour.</param>
public sealed record InventoryRun(DateTimeOffset At, IReadOnlyList<string> Notes, bool Whole = true);
