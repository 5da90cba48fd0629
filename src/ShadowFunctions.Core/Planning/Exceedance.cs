namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Probability that demand exceeds an amount, read from forecast quantiles: exponential between two quantiles, a power law about the median
/// beyond the last one (peaks have heavier tails than exponential ones), linear down to zero below the first.
/// </summary>
internal sealed class Exceedance
{
    private const double FewestRatio = 1.03;
    private readonly double[] _logSurvival;
    private readonly double _first;
    private readonly double _tail;

    public Exceedance(double[] levels)
    {
        _logSurvival = [.. levels.Select(l => Math.Log(1 - l))];
        _first = 1 - levels[0];
        _tail = levels.Length < 2 ? 1 : _logSurvival[^2] - _logSurvival[^1];
    }

    /// <summary>P(demand &gt; amount). Never rises with the amount, never falls when a quantile rises.</summary>
    /// <param name="quantiles">One value per level, non-decreasing.</param>
    /// <param name="amount">The amount.</param>
    public double Of(ReadOnlySpan<double> quantiles, double amount)
    {
        if (amount < quantiles[0])
        {
            return _first + ((1 - _first) * (1 - (Math.Max(0, amount) / quantiles[0])));
        }

        for (var i = 1; i < quantiles.Length; i++)
        {
            if (amount < quantiles[i])
            {
                var part = (amount - quantiles[i - 1]) / (quantiles[i] - quantiles[i - 1]);
                return Math.Exp(_logSurvival[i - 1] + (part * (_logSurvival[i] - _logSurvival[i - 1])));
            }
        }

        return Beyond(quantiles, amount);
    }

    private double Beyond(ReadOnlySpan<double> quantiles, double amount)
    {
        var last = quantiles[^1] - quantiles[0];
        if (last <= 0)
        {
            return 0;
        }

        var before = quantiles[^2] - quantiles[0];
        var power = _tail / Math.Log(Math.Max(FewestRatio, last / Math.Max(before, 1e-300)));
        return Math.Exp(_logSurvival[^1] - (power * Math.Log((amount - quantiles[0]) / last)));
    }
}
