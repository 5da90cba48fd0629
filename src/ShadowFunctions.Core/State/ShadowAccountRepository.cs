using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>What each shadow that we made has cost.</summary>
public sealed class ShadowAccountRepository(IStateStore store) : PerStoreDocuments<ShadowAccount>(store, StateKinds.ShadowAccount);
