using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>Per store: what the planner has learned (how demand moves between sizes, the budget of short minutes).</summary>
public sealed class PlanMemoryRepository(IStateStore store) : PerStoreDocuments<PlanMemory>(store, StateKinds.PlanMemory);
