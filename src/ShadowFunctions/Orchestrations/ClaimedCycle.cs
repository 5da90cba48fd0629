namespace ShadowFunctions.Orchestrations;

/// <summary>A cycle claimed by the fleet orchestration.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Pages">The fleet, cut into pages; only ids travel.</param>
public sealed record ClaimedCycle(string CycleId, IReadOnlyList<StorePage> Pages);
