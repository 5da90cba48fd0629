using System.Text.Json.Serialization;

namespace ShadowFunctions.Azure.Triggers;

/// <summary>Conditions of an alert rule; all must hold at once.</summary>
internal sealed record AlertCriteria([property: JsonPropertyName("odata.type")] string? ODataType, IReadOnlyList<AlertCondition>? AllOf)
{
    public const string SingleResource = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria";
}
