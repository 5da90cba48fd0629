namespace ShadowFunctions.Compat.Tests;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Names of the stand-in assemblies, as built next to the tests.</summary>
    public static IReadOnlyList<string> StandIns { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "compat"), "*.csproj", SearchOption.AllDirectories).Select(AssemblyName).Order(StringComparer.Ordinal)];

    private static string AssemblyName(string project)
        => System.Xml.Linq.XDocument.Load(project).Descendants("AssemblyName").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ShadowFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No ShadowFunctions.sln above {AppContext.BaseDirectory}.");
    }
}
