using System.Text.Json;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>The history of one execution, as a document that can be kept, read and replayed.</summary>
/// <param name="Orchestration">Whose history it is.</param>
/// <param name="Events">Its lines in order.</param>
public sealed record OrchestrationHistory(OrchestrationIdentity Orchestration, IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>The document as indented JSON.</summary>
    public string ToJson() => HistoryJson.WriteReadable(this) + "\n";

    /// <summary>Reads a document that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no history.</exception>
    public static OrchestrationHistory FromJson(string json)
    {
        OrchestrationHistory history = HistoryJson.Read<OrchestrationHistory>(json);
        if (history.Orchestration is null || history.Events is null or { Count: 0 })
        {
            throw new JsonException("A history needs the properties 'orchestration' and 'events' (at least one event).");
        }

        return history;
    }
}
