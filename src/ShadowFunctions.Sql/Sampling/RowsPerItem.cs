namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// How many rows are read because of one key, entity or entry of the log, learned as the pass goes: a page holds as many of them as lead to the
/// rows it may read.
/// </summary>
/// <param name="start">What is taken for granted before the first page.</param>
internal sealed class RowsPerItem(double start)
{
    private const double Weight = 0.3;

    private double _mean = start;

    /// <summary>Items that lead to about so many rows, at least 1.</summary>
    public int In(int rows) => (int)Math.Clamp(rows / _mean, 1, int.MaxValue);

    /// <summary>Takes note of what some items came to. A growing figure is believed at once, a falling one in steps.</summary>
    public void Learn(double rows, int items)
    {
        if (items > 0)
        {
            var seen = Math.Max(rows / items, SamplingBudget.EntryCost);
            _mean = seen > _mean ? seen : _mean + (Weight * (seen - _mean));
        }
    }
}
