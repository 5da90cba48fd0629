using System.IO.Compression;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Load series in files: <c>.csv</c> and <c>.csv.gz</c>, as <see cref="DemandReader"/> reads them.</summary>
public static class DemandFiles
{
    /// <summary>Reads one file, or every such file of a folder in order of their names; a series is named after its file unless the file names it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="FormatException">A file cannot be read, or two files name the same series; the message says where.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<DemandPoint>> Read(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? ReadFile(path) : throw new FileNotFoundException($"There is no file or folder '{path}'; give a .csv or .csv.gz file.", path);
        }

        var all = new SortedDictionary<string, IReadOnlyList<DemandPoint>>(StringComparer.Ordinal);
        var files = Directory.EnumerateFiles(path).Where(f => IsCsv(f) || IsZipped(f)).Order(StringComparer.Ordinal).ToList();
        foreach (var (file, name, points) in files.SelectMany(f => ReadFile(f).Select(s => (f, s.Key, s.Value))))
        {
            if (!all.TryAdd(name, points))
            {
                throw new FormatException($"{file}: the series '{name}' stands in an earlier file too; rename one.");
            }
        }

        return files.Count > 0 ? all : throw new FormatException($"The folder '{path}' has no .csv or .csv.gz file; put at least one there.");
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<DemandPoint>> ReadFile(string file)
    {
        if (!IsCsv(file) && !IsZipped(file))
        {
            throw new FormatException($"{file}: only .csv and .csv.gz are read; convert the file.");
        }

        using var stream = File.OpenRead(file);
        using var plain = IsZipped(file) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(plain);
        try
        {
            return DemandReader.Read(reader, file, Path.GetFileName(file).Split('.')[0]);
        }
        catch (InvalidDataException broken)
        {
            throw new FormatException($"{file}: the file is not valid gzip ({broken.Message}); pack it anew.", broken);
        }
    }

    private static bool IsCsv(string file) => file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static bool IsZipped(string file) => file.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);
}
