using System.IO.Compression;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Cli;

/// <summary>Reads load series from CSV and CSV.gz files and from folders of them.</summary>
internal static class TraceFiles
{
    /// <summary>All series by name, in ordinal order. Series of one name in two files are told apart by the file.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<DemandPoint>> Read(IReadOnlyList<string> paths)
    {
        var all = new SortedDictionary<string, IReadOnlyList<DemandPoint>>(StringComparer.Ordinal);
        foreach (var file in paths.SelectMany(Files))
        {
            foreach (var (name, points) in ReadFile(file))
            {
                all[all.ContainsKey(name) ? $"{NameOf(file)}-{name}" : name] = points;
            }
        }

        return all.Count > 0 ? all : throw new UsageException($"--traces names no series: {string.Join(", ", paths)}; give CSV or CSV.gz files with timestamp,value.");
    }

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path).Where(IsTrace).Order(StringComparer.Ordinal);
        }

        return File.Exists(path) ? [path] : throw new UsageException($"--traces: '{path}' does not exist; give a file or a folder.");
    }

    private static bool IsTrace(string file) =>
        file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyDictionary<string, IReadOnlyList<DemandPoint>> ReadFile(string file)
    {
        using var stream = File.OpenRead(file);
        using var content = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(content);
        try
        {
            return DemandReader.Read(reader, file, NameOf(file));
        }
        catch (FormatException e)
        {
            throw new UsageException($"--traces: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"--traces: '{file}' is no gzip file ({e.Message}); compress it anew, or give it without .gz.", e);
        }
    }

    private static string NameOf(string file) => Path.GetFileName(file).Split('.')[0];
}
