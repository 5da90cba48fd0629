using System.Text;

namespace ShadowFunctions.Sql.Sampling;

/// <summary>Counts what a pass reads on production and writes to the shadow, and says when it must stop.</summary>
/// <param name="rows">Rows that may be read.</param>
/// <param name="bytes">Bytes that may be read.</param>
internal sealed class SamplingBudget(double rows, double bytes)
{
    /// <summary>Most rows of one page: the most by which a pass may exceed its budget before it stops.</summary>
    public const int PageRows = 500;

    public long RowsRead { get; private set; }

    public long BytesRead { get; private set; }

    public long RowsWritten { get; private set; }

    public long BytesWritten { get; private set; }

    public bool Exhausted => RowsRead >= rows || BytesRead >= bytes;

    /// <summary>Rows of the next page.</summary>
    public int NextPage => (int)Math.Clamp(Math.Ceiling(rows - RowsRead), 1, PageRows);

    public void Read(object?[] row)
    {
        RowsRead++;
        BytesRead += row.Sum(SizeOf);
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
