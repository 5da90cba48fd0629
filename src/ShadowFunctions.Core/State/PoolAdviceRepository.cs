using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>What the last look at the databases of each pool came to.</summary>
public sealed class PoolAdviceRepository(IStateStore store) : PerStoreDocuments<PoolAdvice>(store, StateKinds.PoolAdvice);
