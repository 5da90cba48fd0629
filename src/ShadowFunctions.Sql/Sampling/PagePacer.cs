namespace ShadowFunctions.Sql.Sampling;

/// <summary>
/// Spreads what a pass may read evenly over time, and lets production's own speed set the size of a page: a page shall take
/// <see cref="TargetSeconds"/> of production's time, and the pass rests so long after it that production serves it no more than a
/// given share of the time. When production becomes slow, pages become small and rests long without any threshold.
/// A generic cell rate algorithm: time that was not used is not made up for by a burst.
/// </summary>
/// <param name="rowsPerSecond">Rows per second; 0 or less for no limit.</param>
/// <param name="bytesPerSecond">Bytes per second; 0 or less for no limit.</param>
/// <param name="share">Largest share of the time in which a vCore of production is at work for the pass.</param>
internal sealed class PagePacer(double rowsPerSecond, double bytesPerSecond, double share)
{
    /// <summary>Fewer rows are not worth a page.</summary>
    public const int LeastRows = 10;

    /// <summary>
    /// Pages per second at the rate allowed, unless <see cref="LeastRows"/> or <see cref="SamplingBudget.PageRows"/> bind. Few pages disturb few of
    /// production's statements.
    /// </summary>
    public const double PagesPerSecond = 2;

    /// <summary>Seconds of production's time that a page shall take.</summary>
    public const double TargetSeconds = 0.005;

    private const double LargestStep = 2;

    private readonly int _most = rowsPerSecond > 0
        ? (int)Math.Clamp(Math.Ceiling(rowsPerSecond / PagesPerSecond), LeastRows, SamplingBudget.PageRows)
        : SamplingBudget.PageRows;

    /// <summary>Rows of the next page.</summary>
    public int Rows { get; private set; } = LeastRows;

    /// <summary>Seconds from the start of the pass before which the next page must not begin.</summary>
    public double Due { get; private set; }

    /// <summary>Takes note of a page.</summary>
    /// <param name="began">Seconds from the start of the pass at which it began.</param>
    /// <param name="rows">Rows it is charged with.</param>
    /// <param name="bytes">Bytes it read.</param>
    /// <param name="productionSeconds">Seconds production was at work for it.</param>
    public void Ended(double began, double rows, double bytes, double productionSeconds)
    {
        var span = Math.Max(rowsPerSecond > 0 ? rows / rowsPerSecond : 0, bytesPerSecond > 0 ? bytes / bytesPerSecond : 0);
        Due = Math.Max(Due, began - (1 / PagesPerSecond)) + Math.Max(span, productionSeconds / share);
        var step = productionSeconds > 0 ? Math.Clamp(TargetSeconds / productionSeconds, 1 / LargestStep, LargestStep) : LargestStep;
        Rows = (int)Math.Clamp(Rows * step, LeastRows, _most);
    }
}
