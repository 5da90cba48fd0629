using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>Compares the shape of two payloads.</summary>
internal static class PayloadShape
{
    /// <summary>Kinds are compared for every member; of a list, its first element speaks for all. Tags and dimensions are the owner's.</summary>
    public static void Assert(JsonNode expected, JsonNode actual, string path = "$")
    {
        if (expected is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                var ours = Xunit.Assert.IsType<JsonObject>(actual);
                Xunit.Assert.True(ours.ContainsKey(name), $"{path}.{name} is missing");
                if (value is not null && name is not ("tags" or "metadatavalues" or "webHookProperties" or "webhookProperties"))
                {
                    Xunit.Assert.True(ours[name] is not null, $"{path}.{name} is null");
                    Assert(value, ours[name]!, $"{path}.{name}");
                }
            }
        }
        else if (expected is JsonArray list)
        {
            var ours = Xunit.Assert.IsType<JsonArray>(actual);
            if (list.Count > 0)
            {
                Xunit.Assert.True(ours.Count > 0, $"{path} is empty");
                Assert(list[0]!, ours[0]!, $"{path}[0]");
            }
        }
        else
        {
            Xunit.Assert.True(expected.GetValueKind() == actual.GetValueKind() || IsFlag(expected, actual), $"{path}: {expected.ToJsonString()} against {actual.ToJsonString()}");
        }
    }

    private static bool IsFlag(JsonNode expected, JsonNode actual) =>
        expected.GetValueKind() is JsonValueKind.True or JsonValueKind.False
        && actual.GetValueKind() is JsonValueKind.True or JsonValueKind.False;
}
