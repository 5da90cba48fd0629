using System.Text.Json;

namespace ShadowFunctions.Compat.Azure.Tests;

/// <summary>Answers as the public REST specifications print them, where a checkout of them lies beside the repository.</summary>
internal static class PublishedPayloads
{
    /// <summary>Every printed 200 answer of the files that match; skips the test where there are none.</summary>
    public static IReadOnlyList<string> Answers(string folder, string pattern)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !Directory.Exists(Path.Combine(root.FullName, "shared", "data", "arm", folder)))
        {
            root = root.Parent;
        }

        Assert.SkipWhen(root is null, "skipped: no shared/data/arm beside the repository");
        string path = Path.Combine(root!.FullName, "shared", "data", "arm", folder);
        string[] answers = [.. Directory.GetFiles(path, pattern).Order().Select(Answer)];
        Assert.NotEmpty(answers);
        return answers;
    }

    private static string Answer(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.GetProperty("responses").GetProperty("200").GetProperty("body").GetRawText();
    }
}
