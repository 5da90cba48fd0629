using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The fitted capacity model of each store.</summary>
public sealed class CapacityModelRepository(IStateStore store) : PerStoreDocuments<CapacityModel>(store, StateKinds.CapacityModel);
