using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Recordings;

/// <summary>
/// A series on a grid of equal steps. Points finer than the step are averaged over [k·step, (k+1)·step) of the clock; points about a step apart keep
/// their own phase, that of the first point, and belong to the nearest step, so that a jittering clock leaves no false gaps.
/// A step without points is a gap. Nothing about a step depends on a later point.
/// </summary>
public sealed class SteppedSeries
{
    // Enough to tell the spacing, few enough that it does not change as the series goes on.
    private const int SpacingsLookedAt = 288;
    private const double NativeShare = 0.75;

    private readonly RecordedSeries _series;
    private readonly StepPoint[] _steps;

    private SteppedSeries(RecordedSeries series, TimeSpan step, DateTimeOffset start, bool isNative)
    {
        _series = series;
        (Step, Start, IsNative) = (step, start, isNative);
        _steps = Gather(series.Points);
    }

    /// <summary>Name of the series.</summary>
    public string Name => _series.Name;

    /// <summary>Length of a step.</summary>
    public TimeSpan Step { get; }

    /// <summary>Time of step 0, UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Whether the points came about a step apart; false when finer points were averaged.</summary>
    public bool IsNative { get; }

    /// <summary>The observed steps, ascending.</summary>
    public IReadOnlyList<StepPoint> Steps => _steps;

    /// <summary>Typical distance of neighbouring points at the start of a series; null with fewer than two points.</summary>
    public static TimeSpan? Spacing(RecordedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new RecordedSeries(series.Name, [.. series.Points.Take(SpacingsLookedAt + 1)]).MedianSpacing();
    }

    /// <summary>Puts a series on a grid.</summary>
    public static SteppedSeries Of(RecordedSeries series, TimeSpan step)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        var first = series.Points[0].At;
        var isNative = Spacing(series) is not { } spacing || spacing >= NativeShare * step;
        return new SteppedSeries(series, step, isNative ? first : first.AddTicks(-(first.UtcTicks % step.Ticks)), isNative);
    }

    /// <summary>Time of a step, UTC.</summary>
    public DateTimeOffset TimeOf(long index) => Start + (index * Step);

    /// <summary>The step that is the last one known at an instant; it may be a gap, or not yet complete.</summary>
    public long LastKnown(DateTimeOffset at)
    {
        var grid = Math.DivRem((at - Start).Ticks, Step.Ticks) is var (quotient, rest) && rest < 0 ? quotient - 1 : quotient;
        var i = LastPoint(at);
        return i < 0 ? grid : Math.Max(grid, IndexOf(_series.Points[i].At));
    }

    /// <summary>Whether a point has exactly this time.</summary>
    public bool HasPoint(DateTimeOffset at) => LastPoint(at) is var i and >= 0 && _series.Points[i].At == at;

    /// <summary>A step as far as it is known at an instant: the mean of its points up to there; null where there are none.</summary>
    public double? Known(long index, DateTimeOffset at)
    {
        double sum = 0;
        var count = 0;
        for (var i = LastPoint(at); i >= 0 && IndexOf(_series.Points[i].At) == index; i--)
        {
            sum += _series.Points[i].Value;
            count++;
        }

        return count == 0 ? null : sum / count;
    }

    private int LastPoint(DateTimeOffset at)
    {
        var (low, high) = (0, _series.Points.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _series.Points[middle].At <= at ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private long IndexOf(DateTimeOffset at)
    {
        var ticks = (at - Start).Ticks + (IsNative ? Step.Ticks / 2 : 0);
        return ticks / Step.Ticks;
    }

    private StepPoint[] Gather(IReadOnlyList<DemandPoint> points)
    {
        var steps = new List<StepPoint>();
        for (var i = 0; i < points.Count;)
        {
            var index = IndexOf(points[i].At);
            double sum = 0;
            var from = i;
            for (; i < points.Count && IndexOf(points[i].At) == index; i++)
            {
                sum += points[i].Value;
            }

            steps.Add(new StepPoint(index, sum / (i - from), points[i - 1].At));
        }

        return [.. steps];
    }
}
