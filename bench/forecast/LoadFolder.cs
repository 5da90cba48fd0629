namespace ShadowFunctions.Bench.Forecast;

/// <summary>Where the load series lie when the command line does not say.</summary>
internal static class LoadFolder
{
    /// <summary>The folder <c>shared/data/load</c> beside or above the benchmark.</summary>
    /// <exception cref="BenchException">There is none.</exception>
    public static string Find() => TryFind()
        ?? throw new BenchException($"No folder shared/data/load beside or above {AppContext.BaseDirectory}: name one with --data DIR.");

    private static string? TryFind()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var name in (string[])["shared/data/load", "data/load"])
            {
                var path = Path.Combine(folder.FullName, name);
                if (Directory.Exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }
}
