using System.Text.Json.Nodes;

namespace ShadowFunctions.Azure.Tests.Fakes;

/// <summary>Requests and responses as the public REST specifications print them, where they are at hand.</summary>
internal static class Published
{
    /// <summary>What the example asks for.</summary>
    public static JsonNode Request(string example) => Read(example)["parameters"]!["parameters"]!;

    /// <summary>What the example answers with 200.</summary>
    public static string Answer(string example) => Read(example)["responses"]!["200"]!["body"]!.ToJsonString();

    /// <summary>Every file of the folder, as <c>sql/name.json</c>; none where there is no folder.</summary>
    public static IReadOnlyList<string> Files
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var root = Path.Combine(folder.FullName, "shared", "data", "arm");
                if (Directory.Exists(root))
                {
                    return [.. Directory.GetFiles(root, "*.json", SearchOption.AllDirectories)
                        .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
                }
            }

            return [];
        }
    }

    /// <summary>The answers of an example by status.</summary>
    public static JsonObject Responses(string example) => Read(example)["responses"]!.AsObject();

    private static JsonNode Read(string example)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "arm", example);
            if (File.Exists(file))
            {
                return JsonNode.Parse(File.ReadAllText(file))!;
            }
        }

        Assert.Skip($"skipped: shared/data/arm/{example} is not at hand");
        throw new InvalidOperationException("Unreachable: the test was skipped.");
    }
}
