namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Direct ridge regression of the next 48 hours on the last days, pulled towards a prior: w_h = (A + κI)⁻¹ (b_h + κ w⁰_h); the prior w⁰
/// is half the same hour of yesterday and half that of last week. A forecast needs
/// no weights: with v = (A + κI)⁻¹ x it is v·b_h + κ v·w⁰_h, one solution for all hours. A shorter lag length uses the leading block
/// of the same factor. Beyond 48 hours the forecast is fed back.
/// </summary>
internal sealed class LagRegression(IReadOnlyList<int> lagHours)
{
    public const int FewestRows = 48;
    private readonly LagGram?[] _grams = new LagGram?[lagHours.Count];
    private readonly double[] _factor = new double[lagHours[^1] * lagHours[^1]];
    private readonly double[] _input = new double[lagHours[^1]];
    private readonly double[] _solution = new double[lagHours[^1]];
    private double _level;
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

    /// <summary>Learns from a history, newest hour first, for the first <paramref name="lengths"/> lag lengths.</summary>
    public LagGram Fit(ReadOnlySpan<double> newestFirst, int lengths, double shrinkage)
    {
        var gram = _grams[lengths - 1] ??= new LagGram(lagHours[lengths - 1]);
        gram.Fill(newestFirst);
        _pull = shrinkage * Assemble(gram, shrinkage, _factor);
        VectorMath.Factorize(_factor, gram.Lags);
        return gram;
    }

    /// <summary>Takes the hours before an origin, newest first, as the input of the next <see cref="Forecast"/>.</summary>
    public void Enter(LagGram gram, ReadOnlySpan<double> newestFirst)
    {
        _level = LagGram.Level(newestFirst);
        var x = _input.AsSpan(0, gram.Lags);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = newestFirst[i] - _level;
        }

        VectorMath.SolveLower(_factor, gram.Lags, x);
    }

    /// <summary>Forecasts the hours after the origin entered last with one of the lag lengths.</summary>
    /// <param name="gram">What <see cref="Fit"/> returned last.</param>
    /// <param name="length">Which lag length.</param>
    /// <param name="into">At most 48 hours.</param>
    public void Forecast(LagGram gram, int length, Span<double> into)
    {
        var v = _solution.AsSpan(0, lagHours[length]);
        _input.AsSpan(0, v.Length).CopyTo(v);
        VectorMath.SolveUpper(_factor, gram.Lags, v);
        for (var hour = 1; hour <= into.Length; hour++)
        {
            into[hour - 1] = _level + VectorMath.Dot(v, gram.Target(hour)) + (_pull * Prior(v, hour));
        }
    }

    /// <summary>The weights of the prior times a vector: one for the same hour of yesterday, or half and half with that of last week.</summary>
    private static double Prior(ReadOnlySpan<double> v, int hour)
    {
        var yesterday = v[(24 * (((hour - 1) / 24) + 1)) - hour];
        var lastWeek = 168 - hour;
        return lastWeek < v.Length ? 0.5 * (yesterday + v[lastWeek]) : yesterday;
    }

    /// <summary>Copies the lag products with the ridge on the diagonal and gives the mean of the diagonal.</summary>
    private static double Assemble(LagGram gram, double shareOfDiagonal, Span<double> into)
    {
        double diagonal = 0;
        for (var i = 0; i < gram.Lags; i++)
        {
            var row = gram.Lag(i);
            row.CopyTo(into[((i * gram.Lags) + i)..]);
            diagonal += row[0] / gram.Lags;
        }

        for (var i = 0; i < gram.Lags; i++)
        {
            into[(i * gram.Lags) + i] += (shareOfDiagonal * diagonal) + 1e-9;
        }

        return diagonal;
    }
}
