namespace ShadowFunctions.Core.Recordings;

/// <summary>Reads the rows of one text: <c>timestamp,value</c> or <c>series,timestamp,value</c>, with or without a header line.</summary>
internal static class SeriesRows
{
    /// <summary>Whether the text begins with a header that names no load series: such a file lies in a folder for another purpose.</summary>
    public static bool IsSomethingElse(TextReader reader)
    {
        var cells = Cells.Split(FirstLine(reader) ?? "");
        return cells.Length > 1 && Columns.Of(cells, out var isHeader) is null && isHeader;
    }

    /// <summary>The rows in the order of the text.</summary>
    /// <exception cref="SeriesFormatException">A line cannot be read.</exception>
    public static IEnumerable<SeriesRow> Read(TextReader reader, string file)
    {
        Columns? columns = null;
        var line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var cells = Cells.Split(text);
            if (columns is null)
            {
                columns = Columns.Of(cells, out var isHeader)
                    ?? throw SeriesFormatException.At(file, line, 1, text, "give two columns (timestamp,value) or three (series,timestamp,value)");
                if (isHeader)
                {
                    continue;
                }
            }

            yield return Row(cells, columns.Value, file, line, text);
        }
    }

    private static SeriesRow Row(string[] cells, Columns columns, string file, int line, string text)
    {
        if (cells.Length != columns.Count)
        {
            throw SeriesFormatException.At(file, line, 1, text, $"give {columns.Count} columns as in the first line");
        }

        if (!Cells.TryTime(cells[columns.Time], out var at))
        {
            throw SeriesFormatException.At(file, line, columns.Time + 1, cells[columns.Time], "write the time as ISO 8601, for example 2026-08-31T06:00:00Z");
        }

        if (!Cells.TryValue(cells[columns.Value], out var value))
        {
            value = Cells.IsMissing(cells[columns.Value])
                ? double.NaN
                : throw SeriesFormatException.At(file, line, columns.Value + 1, cells[columns.Value], "write a number with a point, or leave the line out for a gap");
        }

        return new SeriesRow(columns.Series < 0 ? null : cells[columns.Series], at, value);
    }

    private static string? FirstLine(TextReader reader)
    {
        while (reader.ReadLine() is { } text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }
}
