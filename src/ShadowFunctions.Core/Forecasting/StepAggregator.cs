namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Gathers one-minute values into five-minute steps. A step is complete with its last minute, or when a later step begins; minutes
/// without data are left out of the mean. Minutes at or before the last one taken are ignored.
/// The highest minute is kept beside the mean: a size must carry every minute, and calibrating the quantiles on the step's peak covers
/// minute spikes at the price of their usual height only, where a margin on top of the mean would be paid all day.
/// </summary>
public sealed class StepAggregator
{
    private long _lastMinute = long.MinValue;
    private long _step;
    private double _sum;
    private double _peak;
    private int _count;
    private bool _censored;

    /// <summary>Takes one minute.</summary>
    /// <returns>The step it completed, or null. A minute that opens a new step completes the one before.</returns>
    public StepValue? Add(DateTimeOffset minute, double value, bool censored)
    {
        var number = (long)Math.Floor(minute.ToUnixTimeSeconds() / 60.0);
        if (number <= _lastMinute || !(value >= 0) || double.IsInfinity(value))
        {
            return null;
        }

        _lastMinute = number;
        var step = StepGrid.IndexOf(minute);
        var completed = _count > 0 && step != _step ? Take() : null;
        _step = step;
        _sum += value;
        _peak = Math.Max(_peak, value);
        _count++;
        _censored |= censored;

        // A step that ends with this minute is complete; then nothing was left over from the step before.
        return number % StepGrid.StepMinutes == StepGrid.StepMinutes - 1 && completed is null ? Take() : completed;
    }

    internal void Exchange(StateCodec codec)
    {
        codec.Exchange(ref _lastMinute);
        codec.Exchange(ref _step);
        codec.Exchange(ref _sum);
        codec.Exchange(ref _peak);
        codec.Exchange(ref _count);
        codec.Exchange(ref _censored);
    }

    private StepValue? Take()
    {
        var value = new StepValue(StepGrid.StartOf(_step), _sum / _count, _peak, _censored);
        (_sum, _peak, _count, _censored) = (0, 0, 0, false);
        return value;
    }
}
