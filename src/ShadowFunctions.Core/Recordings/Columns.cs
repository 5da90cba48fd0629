namespace ShadowFunctions.Core.Recordings;

/// <summary>Where a file keeps what: positions of the columns, from 0; <see cref="Series"/> is −1 where the file names no series.</summary>
internal readonly record struct Columns(int Count, int Series, int Time, int Value)
{
    /// <summary>The columns as the first line shows them, by name where it is a header; null when they cannot be told.</summary>
    public static Columns? Of(string[] firstLine, out bool isHeader)
    {
        var named = new Columns(firstLine.Length, Find(firstLine, "series"), Find(firstLine, "timestamp"), Find(firstLine, "value"));
        if (named is { Time: >= 0, Value: >= 0 })
        {
            isHeader = true;
            return named;
        }

        isHeader = firstLine.Length >= 2 && !Cells.TryTime(firstLine[^2], out _) && !Cells.TryValue(firstLine[^1], out _);
        return firstLine.Length switch
        {
            2 => new(2, -1, 0, 1),
            3 => new(3, 0, 1, 2),
            _ => null,
        };
    }

    private static int Find(string[] cells, string name) => Array.FindIndex(cells, c => c.Equals(name, StringComparison.OrdinalIgnoreCase));
}
