namespace ShadowFunctions.Core.Forecasting.Hourly;

/// <summary>
/// Sums of products of a series with itself at all distances that a direct regression of <see cref="Ahead"/> hours on <see cref="Lags"/>
/// lags needs, over z_t = (y[t+48] … y[t+1], y[t] … y[t−167]). Entry (i+1, j+1) is entry (i, j) moved by one hour, so the whole matrix costs
/// one row of sums and two corrections per entry instead of a pass over the history. Each z is taken relative to the mean of its last day.
/// </summary>
internal sealed class LagGram
{
    /// <summary>Hours predicted at once.</summary>
    public const int Ahead = 48;

    private const int LevelHours = 24;
    private readonly double[] _level;

    public LagGram(int lags)
    {
        Lags = lags;
        Size = Ahead + lags;
        Values = new double[Size * Size];
        _level = new double[Size];
    }

    public int Lags { get; }

    public int Size { get; }

    /// <summary>The matrix, row by row; only its upper triangle is kept.</summary>
    public double[] Values { get; }

    /// <summary>Number of origins that a history of this length offers.</summary>
    public static int RowsOf(int hours, int lags) => hours - lags - Ahead + 1;

    /// <summary>Products of the present with lag 0, 1, … as one row per hour ahead (1-based).</summary>
    public ReadOnlySpan<double> Target(int hour) => Values.AsSpan(((Ahead - hour) * Size) + Ahead, Lags);

    /// <summary>Products of one lag with itself and all older lags.</summary>
    public ReadOnlySpan<double> Lag(int lag) => Values.AsSpan(((Ahead + lag) * Size) + Ahead + lag, Lags - lag);

    /// <summary>Fills the matrix from a history, newest hour first; every target lies inside it.</summary>
    public void Fill(ReadOnlySpan<double> newestFirst)
    {
        var rows = RowsOf(newestFirst.Length, Lags);
        for (var j = 0; j < Size; j++)
        {
            Values[j] = VectorMath.Dot(newestFirst[..rows], newestFirst.Slice(j, rows));
        }

        for (var i = 0; i + 1 < Size; i++)
        {
            // One hour back: the oldest origin enters, the newest leaves.
            var next = Values.AsSpan(((i + 1) * Size) + i + 1, Size - 1 - i);
            Values.AsSpan((i * Size) + i, next.Length).CopyTo(next);
            VectorMath.AddScaled(newestFirst[rows + i], newestFirst.Slice(rows + i, next.Length), next);
            VectorMath.AddScaled(-newestFirst[i], newestFirst.Slice(i, next.Length), next);
        }

        Center();
    }

    /// <summary>Mean of the last day, the level all lags are taken relative to.</summary>
    public static double Level(ReadOnlySpan<double> newestFirst)
    {
        double sum = 0;
        foreach (var value in newestFirst[..LevelHours])
        {
            sum += value;
        }

        return sum / LevelHours;
    }

    /// <summary>z − 1 (a·z) with a the mean of the last day: G − g 1ᵀ − 1 gᵀ + (a·g) 1 1ᵀ, g = G a.</summary>
    private void Center()
    {
        _level.AsSpan().Clear();
        for (var i = 0; i < Ahead + LevelHours; i++)
        {
            var row = Values.AsSpan(i * Size, Size);
            var from = Math.Max(i, Ahead);
            for (var j = from; j < Ahead + LevelHours; j++)
            {
                _level[i] += row[j] / LevelHours;
            }

            if (i >= Ahead)
            {
                // Entry (j, i) left of the diagonal is entry (i, j) of an earlier row.
                VectorMath.AddScaled(1.0 / LevelHours, row[(i + 1)..], _level.AsSpan(i + 1));
            }
        }

        var all = Level(_level.AsSpan(Ahead));
        for (var i = 0; i < Size; i++)
        {
            VectorMath.AddDifference(all - _level[i], _level.AsSpan(i), Values.AsSpan((i * Size) + i, Size - i));
        }
    }
}
