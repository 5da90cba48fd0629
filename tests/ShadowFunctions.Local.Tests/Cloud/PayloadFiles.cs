using System.Text.Json.Nodes;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>The published payloads, where a folder of them lies beside the repository.</summary>
internal static class PayloadFiles
{
    /// <summary>Their folder; null where there is none.</summary>
    public static string? Folder
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, "shared", "data", "arm");
                if (Directory.Exists(path))
                {
                    return path;
                }
            }

            return null;
        }
    }

    /// <summary>Every file, as <c>sql/name.json</c>; skips the test where there is no folder.</summary>
    public static IReadOnlyList<string> All
    {
        get
        {
            Assert.SkipWhen(Folder is null, "skipped: the published payloads are not at hand (shared/data/arm)");
            return [.. Directory.GetFiles(Folder!, "*.json", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Folder!, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>One file; skips the test where it is not at hand.</summary>
    public static JsonNode Read(string file)
    {
        Assert.SkipUnless(Folder is not null && File.Exists(Path.Combine(Folder, file)), $"skipped: the published payload {file} is not at hand (shared/data/arm)");
        return JsonNode.Parse(File.ReadAllText(Path.Combine(Folder!, file)))!;
    }
}
