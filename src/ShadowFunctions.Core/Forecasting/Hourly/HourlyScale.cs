namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>Takes a history to mean 0 and deviation 1, plainly or in logarithms, and back. What comes back stays near what was ever seen.</summary>
internal sealed class HourlyScale
{
    private const double RangeMargin = 0.5;
    private readonly bool _logarithmic;
    private readonly double _offset;
    private readonly double _mean;
    private readonly double _deviation;
    private readonly double _low;
    private readonly double _high;

    private HourlyScale(ReadOnlySpan<double> history, bool logarithmic, double offsetShare, double[] newestFirst)
    {
        _logarithmic = logarithmic;
        double size = 0;
        foreach (var value in history)
        {
            size += Math.Abs(value) / history.Length;
        }

        _offset = offsetShare * size;
        double sum = 0;
        for (var i = 0; i < history.Length; i++)
        {
            var value = history[history.Length - 1 - i];
            newestFirst[i] = logarithmic ? Math.Log(value + _offset) : value;
            sum += newestFirst[i];
        }

        _mean = sum / history.Length;
        double squares = 0;
        for (var i = 0; i < history.Length; i++)
        {
            newestFirst[i] -= _mean;
            squares += newestFirst[i] * newestFirst[i];
        }

        var deviation = Math.Sqrt(squares / history.Length);
        _deviation = deviation > 1e-9 * Math.Abs(_mean) && double.IsNormal(deviation) ? deviation : 0;
        (_low, _high) = (double.MaxValue, double.MinValue);
        for (var i = 0; i < history.Length; i++)
        {
            newestFirst[i] = _deviation > 0 ? newestFirst[i] / _deviation : 0;
            (_low, _high) = (Math.Min(_low, newestFirst[i]), Math.Max(_high, newestFirst[i]));
        }

        (_low, _high) = (_low - (RangeMargin * (_high - _low)), _high + (RangeMargin * (_high - _low)));
    }

    /// <summary>Scales a history that has variation; null where there is none, or where logarithms need values above zero.</summary>
    public static HourlyScale? TryCreate(ReadOnlySpan<double> history, bool logarithmic, double offsetShare, double[] newestFirst)
    {
        if (logarithmic)
        {
            var positive = false;
            foreach (var value in history)
            {
                if (value < 0)
                {
                    return null;
                }

                positive |= value > 0;
            }

            if (!positive)
            {
                return null;
            }
        }

        var scale = new HourlyScale(history, logarithmic, offsetShare, newestFirst);
        return scale._deviation > 0 ? scale : null;
    }

    /// <summary>A scaled value kept to the seen range and half of it more.</summary>
    public double Clamp(double scaled) => double.IsNaN(scaled) ? 0 : Math.Clamp(scaled, _low, _high);

    /// <summary>Back to the unit of the history.</summary>
    public double Restore(double scaled)
    {
        var value = (Clamp(scaled) * _deviation) + _mean;
        return _logarithmic ? Math.Exp(value) - _offset : value;
    }
}
