using System.Text.Json.Serialization;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>One line of the function listing.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Methods">For HTTP: the verbs it answers, empty for all. Null otherwise.</param>
/// <param name="Route">For HTTP: the route from the host's root. Null otherwise.</param>
/// <param name="AuthLevel">For HTTP: the key it asks for in Azure. Null otherwise.</param>
/// <param name="Schedule">For a timer: its NCRONTAB expression with settings resolved. Null otherwise.</param>
public sealed record FunctionListingEntry(
    string Name,
    TriggerKind Trigger,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Methods = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Route = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AuthLevel = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Schedule = null)
{
    /// <summary>The verbs and the route, the schedule, or nothing.</summary>
    [JsonIgnore]
    public string Detail => Trigger switch
    {
        TriggerKind.Http => $"{(Methods is { Count: > 0 } ? string.Join(',', Methods) : "ANY")} {Route}",
        TriggerKind.Timer => Schedule ?? string.Empty,
        _ => string.Empty,
    };
}
