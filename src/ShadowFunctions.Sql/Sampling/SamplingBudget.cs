using System.Text;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>Counts what a pass reads on production and writes to the shadow, and says when it must stop.</summary>
/// <param name="rows">Rows that may be read.</param>
/// <param name="bytes">Bytes that may be read.</param>
internal sealed class SamplingBudget(double rows, double bytes)
{
    /// <summary>Most rows of one page: the most by which a pass may exceed its budget before it stops.</summary>
    public const int PageRows = 500;

    /// <summary>
    /// What an entry of the change log is charged with, in rows: production decodes it in some microseconds, while a row is looked up by its key,
    /// and of most entries no row is read, because it is not in the sample.
    /// </summary>
    public const double EntryCost = 0.05;

    public long RowsRead { get; private set; }

    public long EntriesRead { get; private set; }

    public long BytesRead { get; private set; }

    public long RowsWritten { get; private set; }

    public long BytesWritten { get; private set; }

    /// <summary>Time spent waiting for production's answers.</summary>
    public TimeSpan ProductionTime { get; private set; }

    /// <summary>Requests that production answered.</summary>
    public int Requests { get; private set; }

    /// <summary>What was read, in rows.</summary>
    public double Cost => RowsRead + (EntriesRead * EntryCost);

    public bool Exhausted => Cost >= rows || BytesRead >= bytes;

    /// <summary>Rows of a page as production's speed allows.</summary>
    public int PageLimit { get; set; } = PageRows;

    /// <summary>Rows of the next page.</summary>
    public int NextPage => (int)Math.Clamp(Math.Ceiling(rows - Cost), 1, PageLimit);

    public void Read(object?[] row)
    {
        RowsRead++;
        BytesRead += row.Sum(SizeOf);
    }

    public void ReadEntry(object?[]? key)
    {
        EntriesRead++;
        BytesRead += key?.Sum(SizeOf) ?? 0;
    }

    public void Waited(TimeSpan time)
    {
        ProductionTime += time;
        Requests++;
    }

    public void Wrote(object?[] row)
    {
        RowsWritten++;
        BytesWritten += row.Sum(SizeOf);
    }

    public static long SizeOf(object? value) => value switch
    {
        null => 0,
        string text => Encoding.UTF8.GetByteCount(text),
        byte[] blob => blob.Length,
        _ => 8,
    };
}
