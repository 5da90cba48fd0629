using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>
/// CPU of one execution from its logical work: a fixed part (parsing, locking, sending) and a part per unit, fitted over production's own
/// statements; so what only the shadow has run gets production's price. Its error is what it misses when each statement is left out in turn.
/// </summary>
/// <param name="FixedSeconds">CPU seconds of an execution before its first unit of work.</param>
/// <param name="SecondsPerUnit">CPU seconds per unit of logical work.</param>
/// <param name="RelativeError">Expected relative error of a statement it has not seen.</param>
internal sealed record WorkLaw(double FixedSeconds, double SecondsPerUnit, double RelativeError)
{
    // From measurements of how far a small copy's CPU carries over.
    private const double SmallestError = 0.3;
    private const double LargestError = 2;
    private const int FewestStatements = 4;

    public double At(double work) => FixedSeconds + (SecondsPerUnit * work);

    /// <summary>Fits; null when production has no statement with work and CPU. Few statements give a price per unit alone.</summary>
    /// <param name="costs">Production's costs.</param>
    /// <param name="rates">How often each runs: for the price per unit.</param>
    public static WorkLaw? Fit(IReadOnlyList<TemplateCost> costs, IReadOnlyDictionary<string, double> rates)
    {
        var sound = costs.Where(c => c.LogicalWork > 0 && c.CpuSeconds > 0).ToArray();
        if (sound.Length == 0)
        {
            return null;
        }

        if (sound.Length >= FewestStatements && sound.Max(c => c.LogicalWork) > 2 * sound.Min(c => c.LogicalWork))
        {
            var (a, b) = Line(sound);
            var errors = sound.Select(left => (Left: left, Law: Line([.. sound.Where(c => c != left)])))
                .Select(x => Math.Min(LargestError, Math.Abs(x.Law.Fixed + (x.Law.PerUnit * x.Left.LogicalWork) - x.Left.CpuSeconds) / x.Left.CpuSeconds));
            return new WorkLaw(a, b, Math.Max(SmallestError, errors.Average()));
        }

        double Weight(TemplateCost cost) => Math.Max(rates.GetValueOrDefault(cost.TemplateId), 1e-6);
        return new WorkLaw(0, sound.Sum(c => Weight(c) * c.CpuSeconds) / sound.Sum(c => Weight(c) * c.LogicalWork), SmallestError);
    }

    /// <summary>Least squares of the relative error, both coefficients at least 0.</summary>
    private static (double Fixed, double PerUnit) Line(TemplateCost[] costs)
    {
        double one = 0, x = 0, xx = 0, y = 0, xy = 0;
        foreach (var cost in costs)
        {
            var (weight, work) = (1 / (cost.CpuSeconds * cost.CpuSeconds), cost.LogicalWork);
            (one, x, xx) = (one + weight, x + (weight * work), xx + (weight * work * work));
            (y, xy) = (y + (weight * cost.CpuSeconds), xy + (weight * work * cost.CpuSeconds));
        }

        var determinant = (one * xx) - (x * x);
        var (a, b) = determinant > 0 ? (((xx * y) - (x * xy)) / determinant, ((one * xy) - (x * y)) / determinant) : (0, xy / xx);
        return a < 0 ? (0, xy / xx) : b < 0 ? (y / one, 0) : (a, b);
    }
}
