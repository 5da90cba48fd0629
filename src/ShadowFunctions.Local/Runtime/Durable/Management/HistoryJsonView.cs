using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Histories as the management routes show them: the host's field names.</summary>
internal static class HistoryJsonView
{
    public static JsonArray ToArray(IEnumerable<HistoryEvent> history, bool withPayloads) =>
        [.. history.Select(line => ToJson(line, withPayloads))];

    public static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);

    private static JsonObject ToJson(HistoryEvent line, bool withPayloads)
    {
        JsonObject view = new()
        {
            ["EventType"] = line.Type.ToString(),
            ["Timestamp"] = line.Timestamp,
        };
        Add(view, line.Type == HistoryEventType.EventRaised ? "Name" : "FunctionName", line.Name);
        Add(view, "TaskId", line.TaskId);
        Add(view, "InstanceId", line.InstanceId);
        Add(view, "FireAt", line.FireAt);
        Add(view, "Reason", line.Reason ?? line.Failure?.ErrorMessage);
        if (withPayloads)
        {
            Add(view, IsOutput(line.Type) ? "Result" : "Input", Parse(line.Payload));
        }

        return view;
    }

    private static bool IsOutput(HistoryEventType type) => type
        is HistoryEventType.TaskCompleted
        or HistoryEventType.SubOrchestrationCompleted
        or HistoryEventType.ExecutionCompleted;

    private static void Add(JsonObject view, string name, JsonNode? value)
    {
        if (value is not null)
        {
            view[name] = value;
        }
    }
}
