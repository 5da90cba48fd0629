using System.Text.RegularExpressions;

namespace ShadowFunctions.Compat.Tests;

public sealed partial class SeparationTests
{
    [Fact]
    public void Nothing_under_src_knows_of_the_stand_ins()
    {
        var files = Sources().ToList();
        var mentions = files
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (file, number: index + 1, line)))
            .Where(entry => Mention().IsMatch(entry.line))
            .Select(entry => $"{Path.GetRelativePath(Repository.Root, entry.file)}:{entry.number}: {entry.line.Trim()}");

        Assert.NotEmpty(files);
        Assert.Empty(mentions);
    }

    [Theory]
    [InlineData("<ProjectReference Include=\"../../compat/X/X.csproj\" />", true)]
    [InlineData("#if COMPAT", true)]
    [InlineData("// a source-compatible copy", false)]
    [InlineData("ALTER DATABASE x SET COMPATIBILITY_LEVEL = 160", false)]
    public void The_search_finds_the_folder_and_not_the_adjective(string line, bool mentioned)
        => Assert.Equal(mentioned, Mention().IsMatch(line));

    private static IEnumerable<string> Sources()
        => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".csproj")
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any());

    [GeneratedRegex("compat(?!ib)", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();
}
