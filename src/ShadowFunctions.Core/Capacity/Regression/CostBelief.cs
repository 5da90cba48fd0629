namespace ShadowFunctions.Core.Capacity.Regression;

/// <summary>
/// What is believed about a vector of unit costs: mean and covariance, moved by each observation of a total (Kalman's update for a constant
/// state, which is Bayesian linear regression). Collinear mixes are harmless: what the observations cannot tell apart stays as the prior has
/// it, and the covariance says so.
/// </summary>
public sealed record CostBelief
{
    // An observation further off than this many deviations pulls no harder than one at that distance (Huber).
    private const double Bend = 2;

    /// <summary>Names of the unit costs.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Expected unit costs, at least 0.</summary>
    public required double[] Mean { get; init; }

    /// <summary>Covariance, one row per unit cost.</summary>
    public required double[][] Covariance { get; init; }

    /// <summary>A first belief, from the shadow or from an estimate.</summary>
    /// <param name="names">Names.</param>
    /// <param name="mean">Expected unit costs, at least 0.</param>
    /// <param name="deviation">Standard deviation of each on its own.</param>
    /// <param name="commonShare">Relative deviation that all share: the machine's speed.</param>
    public static CostBelief Prior(IReadOnlyList<string> names, IReadOnlyList<double> mean, IReadOnlyList<double> deviation, double commonShare)
    {
        ArgumentNullException.ThrowIfNull(names);
        var covariance = names.Select((_, i) => names.Select((_, j) =>
            (commonShare * commonShare * mean[i] * mean[j]) + (i == j ? deviation[i] * deviation[i] : 0)).ToArray()).ToArray();
        return new CostBelief { Names = names, Mean = [.. mean], Covariance = covariance };
    }

    /// <summary>Expected total of a load and its standard deviation.</summary>
    /// <param name="amounts">Amount of each unit, in the order of the names.</param>
    public (double Mean, double Deviation) Predict(double[] amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return (RobustRegression.Dot(amounts, Mean), Math.Sqrt(Math.Max(0, RobustRegression.Dot(amounts, Times(amounts)))));
    }

    /// <summary>Learns from an observed total.</summary>
    /// <param name="amounts">Amount of each unit.</param>
    /// <param name="total">What was observed.</param>
    /// <param name="deviation">Standard deviation of the observation, above 0.</param>
    public CostBelief Learn(double[] amounts, double total, double deviation)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        var spread = Times(amounts);
        var variance = RobustRegression.Dot(amounts, spread);
        var innovation = total - RobustRegression.Dot(amounts, Mean);
        var noise = deviation * deviation;
        var distance = Math.Abs(innovation) / Math.Sqrt(variance + noise);
        if (distance > Bend)
        {
            // Inflating the noise by the excess is the same as bending the pull of an outlier.
            noise += (variance + noise) * ((distance / Bend) - 1);
        }

        var gain = spread.Select(s => s / (variance + noise)).ToArray();
        return this with
        {
            Mean = [.. Mean.Select((m, i) => Math.Max(0, m + (gain[i] * innovation)))],
            Covariance = [.. Covariance.Select((row, i) => row.Select((c, j) => c - (gain[i] * spread[j])).ToArray())],
        };
    }

    /// <summary>Lets the belief age: costs drift, so what was learned long ago counts less.</summary>
    /// <param name="share">Relative drift of every unit cost on its own.</param>
    public CostBelief Age(double share) => this with
    {
        Covariance = [.. Covariance.Select((row, i) => row.Select((c, j) => c + (i == j ? share * share * Mean[i] * Mean[i] : 0)).ToArray())],
    };

    /// <summary>Logarithm of how likely a miss is, up to a constant; one further off than the bend counts no more than in proportion.</summary>
    internal static double LogLikelihood(double miss, double deviation)
    {
        var distance = Math.Abs(miss) / deviation;
        return (distance <= Bend ? -0.5 * distance * distance : Bend * ((0.5 * Bend) - distance)) - Math.Log(deviation);
    }

    private double[] Times(double[] amounts) => [.. Covariance.Select(row => RobustRegression.Dot(row, amounts))];
}
