using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ShadowFunctions.Azure.Triggers;

/// <summary>Body of a Microsoft.Insights/metricAlerts resource, as far as we write and read it.</summary>
internal sealed record AlertRule(string Location, IReadOnlyDictionary<string, string>? Tags, AlertRuleProperties? Properties)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
