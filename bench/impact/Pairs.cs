using System.Globalization;

namespace ShadowFunctions.Bench.Impact;

/// <summary>Paired windows and what they say.</summary>
internal static class Pairs
{
    /// <summary>Student's t at 97.5 % for many degrees of freedom is near 2; for some tens of pairs this is exact enough.</summary>
    private const double T = 2.09;

    /// <summary>
    /// Mean difference of pairs over the mean of undisturbed windows, with its 95 % interval, and the spread of undisturbed windows among themselves. (A mean of ratios
    /// would be too high by the square of that spread.)
    /// </summary>
    public static bool Report(string what, IReadOnlyList<double> without, IReadOnlyList<double> with)
    {
        var usual = without.Average();
        var differences = without.Zip(with, (a, b) => (b - a) / usual).ToList();
        var (mean, half) = (differences.Average(), T * Deviation(differences) / Math.Sqrt(differences.Count));
        var noise = Deviation(without) / usual;
        var holds = Math.Abs(mean) <= 0.01 || Math.Abs(mean) <= half;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-12} without {usual,9:F2}  with {with.Average(),9:F2}  difference {mean:+0.00%;-0.00%} ± {half:0.00%}  noise of one undisturbed window {noise:0.00%}  {(holds ? "holds" : "DOES NOT HOLD")}"));
        return holds;
    }

    private static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
