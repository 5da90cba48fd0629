using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The state of each store's shadow.</summary>
public sealed class ShadowStateRepository(IStateStore store) : PerStoreDocuments<ShadowState>(store, StateKinds.ShadowState);
