namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Direct ridge regression of the next 48 hours on the last days, pulled towards a prior: w_h = (A + κI)⁻¹ (b_h + κ w⁰_h). A forecast needs
/// no weights: with v = (A + κI)⁻¹ x it is v·b_h + κ v·w⁰_h, one solution for all hours. A shorter lag length uses the leading block
/// of the same factor. Beyond 48 hours the forecast is fed back.
/// </summary>
internal sealed class LagRegression(IReadOnlyList<int> lagHours, double shrinkage)
{
    public const int FewestRows = 48;
    private readonly LagGram?[] _grams = new LagGram?[lagHours.Count];
    private readonly double[] _factor = new double[lagHours[^1] * lagHours[^1]];
    private readonly double[] _input = new double[lagHours[^1]];
    private readonly double[] _solution = new double[lagHours[^1]];
    private double _pull;

    /// <summary>How many of the lag lengths a history of this length can support; 0 for none.</summary>
    public int Lengths(int hours)
    {
        var count = lagHours.Count;
        while (count > 0 && LagGram.RowsOf(hours, lagHours[count - 1]) < FewestRows)
        {
            count--;
        }

        return count;
    }

    /// <summary>Copies the lag products with the ridge on the diagonal and gives the mean of the diagonal.</summary>
    public static double Assemble(LagGram gram, double shareOfDiagonal, Span<double> into)
    {
        double diagonal = 0;
        for (var i = 0; i < gram.Lags; i++)
        {
            var row = gram.Lag(i);
            row[..(i + 1)].CopyTo(into.Slice(i * gram.Lags, i + 1));
            diagonal += row[i] / gram.Lags;
        }

        for (var i = 0; i < gram.Lags; i++)
        {
            into[(i * gram.Lags) + i] += (shareOfDiagonal * diagonal) + 1e-9;
        }

        return diagonal;
    }

    /// <summary>Learns from a history, newest hour first, with the first <paramref name="lengths"/> lag lengths.</summary>
    public LagGram Fit(ReadOnlySpan<double> newestFirst, int lengths)
    {
        var gram = _grams[lengths - 1] ??= new LagGram(lagHours[lengths - 1]);
        gram.Fill(newestFirst);
        _pull = shrinkage * Assemble(gram, shrinkage, _factor);
        VectorMath.Factorize(_factor, gram.Lags);
        return gram;
    }

    /// <summary>Forecasts the hours after a history, newest hour first, for every lag length of the fit.</summary>
    /// <param name="gram">What <see cref="Fit"/> returned.</param>
    /// <param name="prior">What the weights are pulled towards.</param>
    /// <param name="newestFirst">The history up to the origin.</param>
    /// <param name="length">Which lag length.</param>
    /// <param name="into">At most 48 hours.</param>
    public void Forecast(LagGram gram, RegressionPrior prior, ReadOnlySpan<double> newestFirst, int length, Span<double> into)
    {
        var level = LagGram.Level(newestFirst);
        var x = _input.AsSpan(0, lagHours[length]);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = newestFirst[i] - level;
        }

        VectorMath.SolveLower(_factor, gram.Lags, x);
        VectorMath.SolveUpper(_factor, gram.Lags, x);
        for (var hour = 1; hour <= into.Length; hour++)
        {
            into[hour - 1] = level + VectorMath.Dot(x, gram.Target(hour)) + (_pull * VectorMath.Dot(x, prior.Weights(length, hour)));
        }
    }
}
