using System.IO.Compression;

namespace ShadowFunctions.Core.Recordings;

/// <summary>
/// Reads load series from CSV files, plain or gzip, and folders of them, one series at a time. A file has the columns
/// <c>timestamp,value</c> (one series, named after the file) or <c>series,timestamp,value</c> (rows of many series in any order, which
/// may go on in the next file), found by their names where the first line is a header, by position otherwise. Times are
/// ISO 8601, one without a zone counts as UTC, or seconds or milliseconds since 1970. Rows may be late or repeated (the last one counts).
/// A gap is a missing row or one without a value.
/// </summary>
public static class SeriesFiles
{
    /// <summary>Points of mixed rows kept in memory before they go to a temporary file: 64 MiB.</summary>
    private const int MostPointsInMemory = 4_000_000;

    /// <summary>The series, in ordinal order of the files; those of mixed files last. Lazy: a file is read when its series is asked for.</summary>
    /// <param name="paths">Files and folders. Folders are searched to any depth for .csv and .csv.gz.</param>
    /// <param name="note">Told about files that are left out: in a folder, those whose header names no load series.</param>
    /// <exception cref="SeriesFormatException">A file cannot be used.</exception>
    public static IEnumerable<RecordedSeries> Read(IReadOnlyList<string> paths, Action<string>? note = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return ReadFiles(Find(paths, note), MostPointsInMemory);
    }

    /// <summary>The series of one text. <paramref name="file"/> is its name for messages.</summary>
    /// <exception cref="SeriesFormatException">A line cannot be read.</exception>
    public static IReadOnlyList<RecordedSeries> Read(TextReader reader, string file)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var store = new PointStore(MostPointsInMemory);
        var name = NameOf(file);
        foreach (var row in SeriesRows.Read(reader, file))
        {
            store.Add(row.Series ?? name, row.At, row.Value);
        }

        var series = store.Series().Select(s => NotEmpty(s, file)).ToList();
        return series.Count > 0 ? series : throw NoRows(file);
    }

    /// <summary>The files that <see cref="Read(IReadOnlyList{string}, Action{string})"/> would read, in its order.</summary>
    /// <exception cref="SeriesFormatException">A path does not exist or a folder holds no load series.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths, Action<string>? note = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var files = paths.SelectMany(p => FilesOf(p, note)).Distinct(StringComparer.Ordinal).ToList();
        return files.Count > 0
            ? files
            : throw new SeriesFormatException($"{string.Join(", ", paths)}: there are no load series; give CSV or CSV.gz files with timestamp,value.");
    }

    internal static IEnumerable<RecordedSeries> ReadFiles(IReadOnlyList<string> files, int mostPointsInMemory)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var mixed = new PointStore(mostPointsInMemory);
        var isMixed = false;
        foreach (var file in files)
        {
            using var own = new PointStore(int.MaxValue);
            var name = NameOf(file);
            var rows = 0;
            foreach (var row in RowsOf(file))
            {
                (row.Series is null ? own : mixed).Add(row.Series ?? name, row.At, row.Value);
                rows++;
                isMixed |= row.Series is not null;
            }

            _ = rows > 0 ? rows : throw NoRows(file);
            foreach (var series in own.Series())
            {
                yield return NotEmpty(series with { Name = Unique(names, name, FolderOf(file)) }, file);
            }
        }

        foreach (var series in isMixed ? mixed.Series() : [])
        {
            yield return NotEmpty(series with { Name = Unique(names, series.Name, "rows") }, $"series '{series.Name}'");
        }
    }

    private static IEnumerable<string> FilesOf(string path, Action<string>? note)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [path] : throw new SeriesFormatException($"'{path}' does not exist; give a file or a folder.");
        }

        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(IsCsv)
            .Order(StringComparer.Ordinal)
            .Where(file =>
            {
                using var reader = Open(file);
                var other = Guarded(file, () => SeriesRows.IsSomethingElse(reader));
                if (other)
                {
                    note?.Invoke($"{file} is left out: its first line names no columns 'timestamp' and 'value'.");
                }

                return !other;
            });
    }

    private static bool IsCsv(string file) =>
        file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<SeriesRow> RowsOf(string file)
    {
        using var reader = Open(file);
        using var rows = SeriesRows.Read(reader, file).GetEnumerator();
        while (Guarded(file, rows.MoveNext))
        {
            yield return rows.Current;
        }
    }

    internal static StreamReader Open(string file)
    {
        try
        {
            var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
            return new StreamReader(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SeriesFormatException($"'{file}' cannot be opened ({e.Message}); give a file that can be read.", e);
        }
    }

    internal static T Guarded<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new SeriesFormatException($"'{file}' is no gzip file ({e.Message}); compress it anew, or give it without .gz.", e);
        }
        catch (IOException e)
        {
            throw new SeriesFormatException($"'{file}' cannot be read to its end ({e.Message}); give a whole file.", e);
        }
    }

    private static string NameOf(string file)
    {
        var name = Path.GetFileName(file);
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    /// <summary>Files of one name in two folders are told apart by the folder, and by a number where that is not enough.</summary>
    private static string Unique(HashSet<string> taken, string name, string prefix)
    {
        var candidate = name;
        for (var number = 1; !taken.Add(candidate); number++)
        {
            candidate = number == 1 ? $"{prefix}-{name}" : $"{prefix}-{name}-{number}";
        }

        return candidate;
    }

    private static string FolderOf(string file) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? "";

    private static RecordedSeries NotEmpty(RecordedSeries series, string file) => series.Points.Count > 0 ? series : throw NoRows(file);

    private static SeriesFormatException NoRows(string file) =>
        new($"{file}: there are no rows with a value; give at least one line 'timestamp,value'.");
}
