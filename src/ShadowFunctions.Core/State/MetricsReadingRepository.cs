using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>Per store: how far its metrics have been asked for.</summary>
public sealed class MetricsReadingRepository(IStateStore store) : PerStoreDocuments<MetricsReading>(store, StateKinds.MetricsReading);
