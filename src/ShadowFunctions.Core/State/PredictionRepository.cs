using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The latest prediction of each store with the plan made from it.</summary>
public sealed class PredictionRepository(IStateStore store) : PerStoreDocuments<PredictionWithPlan>(store, StateKinds.Prediction);
