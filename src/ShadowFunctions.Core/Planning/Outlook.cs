namespace ShadowFunctions.Core.Planning;

/// <summary>
/// What will be known when a later step is decided: forecasts made then have learned part of what is uncertain now. A few outlooks stand for
/// where the median may have moved by then, from "as foreseen now" to high in today's quantiles; the probability of moving from one to another
/// from step to step follows from how a forecast's spread grows with its distance (a random walk of what is learned, read as normal scores).
/// Outlooks below the median count as the median.
/// </summary>
internal sealed class Outlook
{
    /// <summary>Outlooks per step.</summary>
    public const int Count = 4;

    // The variance of forecast errors grows about with this power of the distance.
    private const double GrowthPower = 0.55;
    private const int MostSteps = 64;
    private const int Parts = 200;

    // Bounds of the outlooks as normal scores, and the levels that stand for them.
    private static readonly double[] Bounds = [double.NegativeInfinity, 0.385, 1.150, 1.881, double.PositiveInfinity];

    private readonly double[][] _moves;
    private readonly double[] _shares;

    private Outlook(int near)
    {
        _moves = [.. Enumerable.Range(0, MostSteps).Select(step => Moves(Correlation(step, near)))];
        _shares = [.. Enumerable.Range(0, MostSteps + near).Select(step => step <= near ? 0 : Math.Sqrt(1 - Math.Pow((double)near / step, GrowthPower)))];
    }

    /// <summary>The quantile level that stands for an outlook.</summary>
    public static IReadOnlyList<double> Levels { get; } = [0.5, 0.8, 0.925, 0.985];

    private static readonly Outlook[] Known = [.. Enumerable.Range(1, 16).Select(near => new Outlook(near))];

    /// <summary>Outlooks where the next chance to act is so many steps ahead.</summary>
    public static Outlook Of(int near) => Known[Math.Clamp(near, 1, Known.Length) - 1];

    /// <summary>Share of a step's distance from median to quantile that will be known when it is decided about.</summary>
    public double Share(int step) => _shares[Math.Min(step, _shares.Length - 1)];

    /// <summary>Probabilities of the outlooks of the next step, from × to.</summary>
    public ReadOnlySpan<double> Moves(int step) => _moves[Math.Min(step, MostSteps - 1)];

    private static double Correlation(int step, int near)
    {
        double Learned(int steps) => Math.Pow(steps + near, GrowthPower) - Math.Pow(near, GrowthPower);
        return step == 0 ? 0 : Math.Sqrt(Learned(step) / Learned(step + 1));
    }

    /// <summary>Two normal scores of a correlation: the probability of the second's range given the first's.</summary>
    private static double[] Moves(double correlation)
    {
        var moves = new double[Count * Count];
        var rest = Math.Sqrt(1 - (correlation * correlation));
        for (var from = 0; from < Count; from++)
        {
            for (var part = 0; part < Parts; part++)
            {
                var (low, high) = (Below(Bounds[from]), Below(Bounds[from + 1]));
                var score = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, low + ((high - low) * (part + 0.5) / Parts));
                for (var to = 0; to < Count; to++)
                {
                    moves[(from * Count) + to] += (Below((Bounds[to + 1] - (correlation * score)) / rest) - Below((Bounds[to] - (correlation * score)) / rest)) / Parts;
                }
            }
        }

        return moves;
    }

    private static double Below(double score) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, score);
}
