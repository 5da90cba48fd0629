using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>Per store: the size in force as last seen, since when, and whether somebody else set it.</summary>
public sealed class SizeInForceRepository(IStateStore store) : PerStoreDocuments<SizeInForce>(store, StateKinds.SizeInForce);
