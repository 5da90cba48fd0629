namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>Weights a regression is pulled towards: per lag length one row of weights per hour ahead.</summary>
internal sealed class RegressionPrior
{
    /// <summary>Pull of the pooled fit towards the neutral weights, in shares of its information.</summary>
    private const double Ridge = 1e-4;

    private readonly IReadOnlyList<int> _lagHours;
    private readonly double[][] _weights;

    private RegressionPrior(IReadOnlyList<int> lagHours)
    {
        _lagHours = lagHours;
        _weights = [.. lagHours.Select(p => new double[LagGram.Ahead * p])];
    }

    /// <summary>Weights for one lag length (by position) and hour ahead (1-based), lag 0 first.</summary>
    public ReadOnlySpan<double> Weights(int length, int hour) => _weights[length].AsSpan((hour - 1) * _lagHours[length], _lagHours[length]);

    /// <summary>The same hour of the last day and, where the lags reach it, of last week, half each.</summary>
    public static RegressionPrior Neutral(IReadOnlyList<int> lagHours)
    {
        var prior = new RegressionPrior(lagHours);
        for (var length = 0; length < lagHours.Count; length++)
        {
            for (var hour = 1; hour <= LagGram.Ahead; hour++)
            {
                prior.SetNeutral(length, hour);
            }
        }

        return prior;
    }

    /// <summary>The weights that fit the pooled sums best.</summary>
    public static RegressionPrior Fit(LagGram pooled, IReadOnlyList<int> lagHours)
    {
        var prior = Neutral(lagHours);
        var lags = pooled.Lags;
        var factor = new double[lags * lags];
        var pull = Ridge * LagRegression.Assemble(pooled, Ridge, factor);
        VectorMath.Factorize(factor, lags);
        var solution = new double[lags];
        for (var hour = 1; hour <= LagGram.Ahead; hour++)
        {
            for (var length = 0; length < lagHours.Count; length++)
            {
                var weights = prior._weights[length].AsSpan((hour - 1) * lagHours[length], lagHours[length]);
                for (var i = 0; i < weights.Length; i++)
                {
                    solution[i] = pooled.Target(hour)[i] + (pull * weights[i]);
                }

                VectorMath.SolveLower(factor, lags, solution.AsSpan(0, weights.Length));
                VectorMath.SolveUpper(factor, lags, solution.AsSpan(0, weights.Length));
                solution.AsSpan(0, weights.Length).CopyTo(weights);
            }
        }

        return prior;
    }

    private void SetNeutral(int length, int hour)
    {
        var weights = _weights[length].AsSpan((hour - 1) * _lagHours[length], _lagHours[length]);
        var day = (24 * (((hour - 1) / 24) + 1)) - hour;
        var week = 168 - hour;
        var weekly = week < weights.Length;
        weights[day] = weekly ? 0.5 : 1;
        if (weekly)
        {
            weights[week] += 0.5;
        }
    }
}
