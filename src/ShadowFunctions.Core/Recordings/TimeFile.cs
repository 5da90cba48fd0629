namespace ShadowFunctions.Core.Recordings;

/// <summary>Reads lists of instants: lines of <c>timestamp</c> or <c>series,timestamp</c>, with or without a header, plain or gzip.</summary>
public static class TimeFile
{
    /// <summary>The instants in the order of the file; the series is null where the line names none.</summary>
    /// <exception cref="SeriesFormatException">A line cannot be read, or there is none.</exception>
    public static IReadOnlyList<(string? Series, DateTimeOffset At)> Read(string file)
    {
        using var reader = SeriesFiles.Open(file);
        var rows = new List<(string? Series, DateTimeOffset At)>();
        var line = 0;
        while (SeriesFiles.Guarded(file, reader.ReadLine) is { } text)
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var cells = Cells.Split(text);
            if (cells.Length <= 2 && Cells.TryTime(cells[^1], out var at))
            {
                rows.Add((cells.Length == 2 ? cells[0] : null, at));
            }
            else if (line > 1 || !cells.Contains("timestamp", StringComparer.OrdinalIgnoreCase))
            {
                throw SeriesFormatException.At(file, line, Math.Min(2, cells.Length), text, "give a time as ISO 8601, or series and time, for example web,2026-08-31T06:00:00Z");
            }
        }

        return rows.Count > 0 ? rows : throw new SeriesFormatException($"{file}: there are no times; give at least one line.");
    }
}
