using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Forecasts a slowly growing amount (stored bytes) as a straight line: level + slope × steps, the slope smoothed over about a day.
/// Its quantiles are Laplace with the mean absolute deviation of the growth per step, widening with the square root of the distance.
/// </summary>
internal sealed class TrendForecaster
{
    private const double Gain = 1.0 / StepGrid.StepsPerDay;
    private const int StateVersion = 1;
    private double _value;
    private double _slope;
    private double _deviation;
    private int _count;
    private long _last = long.MinValue;

    public DateTimeOffset? ObservedUntil => _count == 0 ? null : StepGrid.StartOf(_last + 1);

    public void Observe(StepValue step)
    {
        var index = StepGrid.IndexOf(step.At);
        if (_count > 0 && index <= _last)
        {
            return;
        }

        if (_count > 0)
        {
            var growth = (step.Mean - _value) / (index - _last);
            var gain = Math.Max(Gain, 1.0 / (_count + 1));
            _deviation += gain * (Math.Abs(growth - _slope) - _deviation);
            _slope += gain * (growth - _slope);
        }

        _value = step.Mean;
        _last = index;
        _count = Math.Min(_count + 1, int.MaxValue - 1);
    }

    public DemandForecast Forecast(ResourceKind resource, int steps) => new()
    {
        Resource = resource,
        Origin = StepGrid.StartOf(_last + 1),
        StepMinutes = StepGrid.StepMinutes,
        Levels = [.. ForecastLevels.Levels],
        Values = [.. ForecastLevels.Levels.Select(level => Line(level, steps))],
        Method = "linear trend",
    };

    public void Exchange(StateCodec codec)
    {
        codec.Version(StateVersion, "a trend forecaster");
        codec.Exchange(ref _value);
        codec.Exchange(ref _slope);
        codec.Exchange(ref _deviation);
        codec.Exchange(ref _count);
        codec.Exchange(ref _last);
    }

    private double[] Line(double level, int steps)
    {
        var multiple = -Math.Log(2 * (1 - level));
        var line = new double[steps];
        for (var i = 0; i < steps; i++)
        {
            line[i] = Math.Max(0, _value + (_slope * (i + 1)) + (multiple * _deviation * Math.Sqrt(i + 1)));
        }

        return line;
    }
}
