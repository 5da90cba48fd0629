using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>One line of an orchestration's history. Which properties are set depends on <see cref="Type"/>.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Timestamp">When, by the runtime's clock (UTC).</param>
public sealed record HistoryEvent(HistoryEventType Type, DateTimeOffset Timestamp)
{
    /// <summary>Number of the activity, timer or child within its execution, from 0.</summary>
    public int? TaskId { get; init; }

    /// <summary>Name of the orchestrator, activity or external event.</summary>
    public string? Name { get; init; }

    /// <summary>Instance id of a child, or of an event's recipient.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Input, result or event payload as JSON; null means none.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Payload { get; init; }

    /// <summary>When a timer is due (UTC).</summary>
    public DateTimeOffset? FireAt { get; init; }

    /// <summary>Why an activity, child or execution failed.</summary>
    public TaskFailureDetails? Failure { get; init; }

    /// <summary>The reason that a client gave for suspend, resume or terminate.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether a termination reaches the children too.</summary>
    public bool? Recursive { get; init; }

    /// <summary>Short text for messages: type, number, name and target.</summary>
    internal string Describe()
    {
        string number = TaskId is { } id ? $" #{id}" : string.Empty;
        string name = Name is { } text ? $" '{text}'" : string.Empty;
        string target = InstanceId is { } instance ? $" for instance '{instance}'" : string.Empty;
        string due = FireAt is { } at ? $" due {at:O}" : string.Empty;
        return $"{Type}{number}{name}{target}{due}";
    }

    /// <summary>Whether a replayed decision equals the recorded one. Payloads may evolve and do not count.</summary>
    internal bool SameDecisionAs(HistoryEvent other) =>
        Type == other.Type
        && TaskId == other.TaskId
        && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && InstanceId == other.InstanceId
        && FireAt == other.FireAt;
}
