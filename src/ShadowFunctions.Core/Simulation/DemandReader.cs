using System.Globalization;

namespace ShadowFunctions.Core.Simulation;

/// <summary>
/// Reads load series from CSV: <c>timestamp,value</c> or <c>series,timestamp,value</c>, with or without a header line. Times are ISO 8601;
/// one without a zone counts as UTC. A gap is a missing line.
/// </summary>
public static class DemandReader
{
    /// <summary>Reads every series of a text; a file of two columns has one series, named after the file.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="seriesName">Name of the series where the file does not name it.</param>
    /// <exception cref="FormatException">A line cannot be read; the message names file, line, column, value and remedy.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<DemandPoint>> Read(TextReader reader, string file, string seriesName)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var series = new SortedDictionary<string, List<DemandPoint>>(StringComparer.Ordinal);
        var (line, columns) = (0, 0);
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var cells = text.Split(',', StringSplitOptions.TrimEntries);
            if (columns == 0)
            {
                columns = cells.Length is 2 or 3 ? cells.Length : throw Wrong(file, line, 1, text, "give two columns (timestamp,value) or three (series,timestamp,value)");
                if (IsHeader(cells))
                {
                    continue;
                }
            }

            Add(series, cells, new Place(file, line, columns), seriesName);
        }

        return series.Count == 0
            ? throw new FormatException($"{file}: there are no rows; give at least one line 'timestamp,value'.")
            : series.ToDictionary(s => s.Key, s => (IReadOnlyList<DemandPoint>)s.Value, StringComparer.Ordinal);
    }

    private static void Add(SortedDictionary<string, List<DemandPoint>> series, string[] cells, Place place, string seriesName)
    {
        if (cells.Length != place.Columns)
        {
            throw Wrong(place.File, place.Line, 1, string.Join(',', cells), $"give {place.Columns} columns as in the first line");
        }

        var name = place.Columns == 3 ? cells[0] : seriesName;
        var (atColumn, valueColumn) = (place.Columns - 1, place.Columns);
        if (!TryTime(cells[atColumn - 1], out var at))
        {
            throw Wrong(place.File, place.Line, atColumn, cells[atColumn - 1], "write the time as ISO 8601, for example 2026-08-31T06:00:00Z");
        }

        if (!double.TryParse(cells[valueColumn - 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw Wrong(place.File, place.Line, valueColumn, cells[valueColumn - 1], "write a number with a point, or leave the line out for a gap");
        }

        if (!series.TryGetValue(name, out var points))
        {
            series[name] = points = [];
        }

        if (points.Count > 0 && at <= points[^1].At)
        {
            throw Wrong(place.File, place.Line, atColumn, cells[atColumn - 1], $"times must ascend, and the line before has {points[^1].At:u}");
        }

        points.Add(new DemandPoint(at, value));
    }

    private static bool IsHeader(string[] cells) =>
        !TryTime(cells[^2], out _) && !double.TryParse(cells[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool TryTime(string text, out DateTimeOffset at) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

    private static FormatException Wrong(string file, int line, int column, string value, string remedy) =>
        new($"{file}, line {line}, column {column}: '{value}' cannot be read; {remedy}.");

    private readonly record struct Place(string File, int Line, int Columns);
}
