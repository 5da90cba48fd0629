using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Bench.Provisioning;

/// <summary>One load series of the benchmark.</summary>
/// <param name="Series">The series, scaled to its peak.</param>
/// <param name="IsInner">True when settings of ours may be chosen on it.</param>
internal sealed record Benched(BacktestSeries Series, bool IsInner)
{
    /// <summary>True for the months-long series whose licence is not stated.</summary>
    public bool IsLong { get; init; }
}
