namespace ShadowFunctions.Orchestrations;

/// <summary>What became of one page, or of a whole cycle.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Started">Stores started.</param>
/// <param name="Busy">Stores skipped because their last pass was still running.</param>
/// <param name="WithoutMetrics">Stores whose metrics could not be read.</param>
public sealed record PageResult(string CycleId, int Started = 0, int Busy = 0, int WithoutMetrics = 0)
{
    /// <summary>The sum of two results of one cycle.</summary>
    public PageResult Add(PageResult other) => this with
    {
        Started = Started + other.Started,
        Busy = Busy + other.Busy,
        WithoutMetrics = WithoutMetrics + other.WithoutMetrics,
    };
}
