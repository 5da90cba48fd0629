namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Intervals from the combined forecast's own errors at the past origins (split conformal): errors are divided by the typical error of
/// their hour, and the quantiles of what is left are mixed with those of a wide-tailed default where the sample is small.
/// </summary>
internal sealed class ErrorQuantiles
{
    private const double GrowthPerDay = 0.05;
    private readonly double[] _scale = new double[LagGram.Ahead];
    private readonly double[] _ratios;
    private readonly double[] _level = new double[LagGram.Ahead];
    private readonly double _widening;
    private readonly HourlySettings _settings;

    private ErrorQuantiles(int samples, int origins, HourlySettings settings)
    {
        _ratios = new double[samples];
        _widening = 1 + (settings.IntervalWidening / Math.Max(3, origins));
        _settings = settings;
    }

    /// <summary>Errors of the combination at the past origins.</summary>
    public static ErrorQuantiles OfCombination(ForecastTable table, MemberWeights weights, double[] history, HourlySettings settings)
    {
        var quantiles = new ErrorQuantiles(table.Folds * LagGram.Ahead, table.Folds, settings);
        Span<double> said = stackalloc double[LagGram.Ahead];
        for (var origin = 1; origin <= table.Folds; origin++)
        {
            weights.Combine(table, origin, said);
            var start = history.Length - ForecastTable.HoursBack(origin);
            for (var h = 0; h < LagGram.Ahead; h++)
            {
                quantiles._ratios[((origin - 1) * LagGram.Ahead) + h] = history[start + h] - said[h];
                quantiles._level[h] += Math.Abs(said[h]) / table.Folds;
            }
        }

        quantiles.Standardize();
        return quantiles;
    }

    /// <summary>Too little history for past origins: differences from the day before, or from the mean, stand for errors.</summary>
    public static ErrorQuantiles OfDifferences(double[] history, HourlySettings settings)
    {
        var lag = history.Length > 36 ? 24 : 0;
        var mean = history.Average();
        var quantiles = new ErrorQuantiles(history.Length - lag, 0, settings);
        for (var i = 0; i < quantiles._ratios.Length; i++)
        {
            quantiles._ratios[i] = history[i + lag] - (lag > 0 ? history[i] : mean);
        }

        var typical = quantiles._ratios.Average(Math.Abs);
        Array.Fill(quantiles._scale, typical);
        quantiles.Finish();
        return quantiles;
    }

    /// <summary>Distance of a quantile from what is forecast for an hour ahead (0-based).</summary>
    public double At(double level, int hour, double forecast)
    {
        var position = MemberWeights.Position(hour);
        var growth = 1 + (GrowthPerDay * Math.Max(0, (hour / 24) - 1));
        var follows = _level[position] > 0 ? Math.Pow(Math.Clamp(Math.Abs(forecast) / _level[position], 0.2, 5), _settings.SpreadFollowsLevel) : 1;
        return _scale[position] * growth * follows * _widening * Ratio(level);
    }

    private void Standardize()
    {
        var origins = _ratios.Length / LagGram.Ahead;
        for (var i = 0; i < _ratios.Length; i++)
        {
            _scale[i % LagGram.Ahead] += Math.Abs(_ratios[i]) / origins;
        }

        var typical = _scale.Average();
        Span<double> ones = stackalloc double[LagGram.Ahead];
        ones.Fill(1);
        MemberWeights.Smooth(ones, _settings.IntervalReachHours);
        MemberWeights.Smooth(_scale, _settings.IntervalReachHours);
        for (var h = 0; h < _scale.Length; h++)
        {
            _scale[h] = (_settings.HourSpreadShare * _scale[h] / ones[h]) + ((1 - _settings.HourSpreadShare) * typical);
        }

        Finish();
    }

    private void Finish()
    {
        for (var i = 0; i < _ratios.Length; i++)
        {
            var scale = _scale[i % LagGram.Ahead];
            _ratios[i] = scale > 0 ? _ratios[i] / scale : 0;
        }

        Array.Sort(_ratios);
    }

    private double Ratio(double level)
    {
        var place = Math.Clamp((level * _ratios.Length) - 0.5, 0, _ratios.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, _ratios.Length - 1);
        var own = _ratios[below] + ((place - below) * (_ratios[above] - _ratios[below]));
        return ((_ratios.Length * own) + (_settings.DefaultSamples * Laplace(level))) / (_ratios.Length + _settings.DefaultSamples);
    }

    /// <summary>Quantile of the Laplace distribution with mean absolute value 1.</summary>
    private static double Laplace(double level) => level < 0.5 ? Math.Log(2 * level) : -Math.Log(2 * (1 - level));
}
