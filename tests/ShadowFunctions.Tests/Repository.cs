using System.Text.RegularExpressions;

namespace ShadowFunctions.Tests;

/// <summary>The files of the source tree.</summary>
internal static partial class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file by its path from the root, as text.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Files below a folder by pattern, as paths from the root.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>Hand-written C# files below a folder, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Sources(string folder) => Files(folder, "*.cs");

    /// <summary>What stands in code letters in the first column of the table of a page that has this header.</summary>
    public static IEnumerable<string> FirstColumn(string page, string header) => Rows(page, header).Select(l => Code().Match(l).Groups[1].Value);

    /// <summary>The rows of the table of a page that has this header.</summary>
    public static IEnumerable<string> Rows(string page, string header)
    {
        var lines = Read(page).Split('\n');
        var start = Array.FindIndex(lines, l => l.Trim() == header);
        Assert.True(start >= 0, $"{page} has no table headed '{header}'.");
        return lines.Skip(start + 2).TakeWhile(l => l.StartsWith('|'));
    }

    /// <summary>What stands in code letters, as the first group.</summary>
    [GeneratedRegex("`([^`]+)`")]
    public static partial Regex Code();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ShadowFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds ShadowFunctions.sln; run the tests from the source tree.");
    }
}
