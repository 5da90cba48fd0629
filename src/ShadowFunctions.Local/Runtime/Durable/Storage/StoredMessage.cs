namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Something that an instance has received and no turn has taken yet.</summary>
/// <param name="InstanceId">The receiver.</param>
/// <param name="Seq">Its place in the receiver's inbox.</param>
/// <param name="Execution">The run it belongs to; null for whatever run is present.</param>
/// <param name="Event">What was received.</param>
internal sealed record StoredMessage(string InstanceId, long Seq, long? Execution, HistoryEvent Event);
