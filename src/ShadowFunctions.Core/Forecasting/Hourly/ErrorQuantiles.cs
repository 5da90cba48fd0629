namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Intervals from the combined forecast's own errors at the past origins (split conformal): errors are divided by the typical error of
/// their hour, and the quantiles of what is left are mixed with those of a wide-tailed default where the sample is small.
/// </summary>
internal sealed class ErrorQuantiles
{
    private const double ReachHours = 3;
    private const double OwnScaleShare = 0.7;
    private const double DefaultWeight = 100;
    private const double GrowthPerDay = 0.05;
    private readonly double[] _scale = new double[LagGram.Ahead];
    private readonly double[] _ratios;
    private readonly double _widening;

    private ErrorQuantiles(int samples, double widening)
    {
        _ratios = new double[samples];
        _widening = widening;
    }

    /// <summary>Errors of the combination at the past origins.</summary>
    public static ErrorQuantiles OfCombination(ForecastTable table, MemberWeights weights, double[] history, double widening)
    {
        var quantiles = new ErrorQuantiles(table.Folds * LagGram.Ahead, widening);
        Span<double> said = stackalloc double[LagGram.Ahead];
        for (var origin = 1; origin <= table.Folds; origin++)
        {
            weights.Combine(table, origin, said);
            var start = history.Length - ForecastTable.HoursBack(origin);
            for (var h = 0; h < LagGram.Ahead; h++)
            {
                quantiles._ratios[((origin - 1) * LagGram.Ahead) + h] = history[start + h] - said[h];
            }
        }

        quantiles.Standardize();
        return quantiles;
    }

    /// <summary>Too little history for past origins: differences from the day before, or from the mean, stand for errors.</summary>
    public static ErrorQuantiles OfDifferences(double[] history)
    {
        var lag = history.Length > 36 ? 24 : 0;
        var mean = history.Average();
        var quantiles = new ErrorQuantiles(history.Length - lag, 1.5);
        for (var i = 0; i < quantiles._ratios.Length; i++)
        {
            quantiles._ratios[i] = history[i + lag] - (lag > 0 ? history[i] : mean);
        }

        var typical = quantiles._ratios.Average(Math.Abs);
        Array.Fill(quantiles._scale, typical);
        quantiles.Finish();
        return quantiles;
    }

    /// <summary>Distance of a quantile from the forecast for an hour ahead (0-based).</summary>
    public double At(double level, int hour)
    {
        var position = MemberWeights.Position(hour);
        var growth = 1 + (GrowthPerDay * Math.Max(0, (hour / 24) - 1));
        return _scale[position] * growth * _widening * Ratio(level);
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
        MemberWeights.Smooth(ones, ReachHours);
        MemberWeights.Smooth(_scale, ReachHours);
        for (var h = 0; h < _scale.Length; h++)
        {
            _scale[h] = (OwnScaleShare * _scale[h] / ones[h]) + ((1 - OwnScaleShare) * typical);
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
        return ((_ratios.Length * own) + (DefaultWeight * Laplace(level))) / (_ratios.Length + DefaultWeight);
    }

    /// <summary>Quantile of the Laplace distribution with mean absolute value 1.</summary>
    private static double Laplace(double level) => level < 0.5 ? Math.Log(2 * level) : -Math.Log(2 * (1 - level));
}
