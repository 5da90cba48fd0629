using System.Text.Json.Nodes;

namespace ShadowFunctions.EndToEnd;

/// <summary>Reading a run's JSON.</summary>
internal static class Summary
{
    public static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();

    public static IReadOnlyList<JsonObject> Stores(this JsonObject summary) => [.. summary["stores"]!.AsArray().Select(s => s!.AsObject())];

    public static IReadOnlyList<JsonObject> Operations(this JsonObject store) => [.. store["scaleOperations"]!.AsArray().Select(o => o!.AsObject())];

    public static double Number(this JsonObject value, string name) => value[name]!.GetValue<double>();

    public static string? Text(this JsonObject value, string name) => value[name]?.GetValue<string>();

    public static DateTimeOffset? Time(this JsonObject value, string name) => value[name]?.GetValue<DateTimeOffset>();

    public static string Keys(this JsonNode? value) => string.Join(' ', value!.AsObject().Select(p => p.Key));
}
