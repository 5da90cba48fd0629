using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>The reactive triggers last applied to each store.</summary>
public sealed class TriggerRepository(IStateStore store) : PerStoreDocuments<TriggerSettings>(store, StateKinds.TriggerSettings);
