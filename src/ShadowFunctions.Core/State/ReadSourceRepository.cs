using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The newest read source of each store.</summary>
public sealed class ReadSourceRepository(IStateStore store) : PerStoreDocuments<ReadSourceRun>(store, StateKinds.ReadSource);
