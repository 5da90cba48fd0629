using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// What work costs on production: a fixed part per execution (parsing, locking, sending), a part per page found in the cache and a part per
/// page that was not, fitted over production's own statements; so what only a shadow has run gets production's price, not that of a small
/// copy that fits into the processor's caches. Its error is what it misses when each statement is left out in turn.
/// </summary>
/// <param name="FixedSeconds">Seconds of an execution before its first page.</param>
/// <param name="SecondsPerHit">Seconds per page found in the cache.</param>
/// <param name="SecondsPerMiss">Seconds per page that was not.</param>
/// <param name="RelativeError">Expected relative error for a statement it has not seen.</param>
public sealed record PriceOfWork(double FixedSeconds, double SecondsPerHit, double SecondsPerMiss, double RelativeError)
{
    // From measurements of how far one statement's price carries over to another's.
    private const double SmallestError = 0.3;
    private const double LargestError = 2;
    private const int FewestStatements = 4;
    private const double SmallestMissShare = 0.05;
    private const int FewestMissing = 3;

    /// <summary>Seconds of one execution.</summary>
    /// <param name="pages">Pages touched.</param>
    /// <param name="misses">Of them, those that miss the cache.</param>
    public double At(double pages, double misses)
    {
        var missed = Math.Clamp(misses, 0, Math.Max(0, pages));
        return FixedSeconds + (SecondsPerHit * (Math.Max(0, pages) - missed)) + (SecondsPerMiss * missed);
    }

    /// <summary>Fits; null when production has no statement with work and time. Few or similar statements give one price per page alone.</summary>
    /// <param name="work">Production's statements.</param>
    public static PriceOfWork? Fit(IReadOnlyList<PricedWork> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var sound = work.Where(w => w.Pages > 0 && w.Seconds > 0 && double.IsFinite(w.Pages) && double.IsFinite(w.Misses) && double.IsFinite(w.Seconds)).ToArray();
        if (sound.Length == 0)
        {
            return null;
        }

        if (sound.Length < FewestStatements || sound.Max(w => w.Pages) <= 2 * sound.Min(w => w.Pages))
        {
            double Weight(PricedWork w) => Math.Max(w.Weight, 1e-6);
            var each = sound.Sum(w => Weight(w) * w.Seconds) / sound.Sum(w => Weight(w) * w.Pages);
            return new PriceOfWork(0, each, each, SmallestError);
        }

        var price = Line(sound);
        var missed = sound.Select((left, i) => (Line([.. sound.Where((_, j) => j != i)]).At(left.Pages, left.Misses) / left.Seconds) - 1);
        var error = Math.Sqrt(missed.Average(m => Math.Min(m * m, LargestError * LargestError)));
        return price with { RelativeError = Math.Max(SmallestError, error) };
    }

    /// <summary>Least squares of the relative error, all three at least 0; a miss never costs less than a hit.</summary>
    private static PriceOfWork Line(PricedWork[] work)
    {
        // Where next to nothing misses, nothing tells what a miss costs: then all pages have one price.
        var told = work.Count(w => w.Misses >= SmallestMissShare * w.Pages) >= FewestMissing ? 1 : 0;
        var solution = NonNegativeLeastSquares.Solve(
            [.. work.Select(w => new[] { 1 / w.Seconds, w.Pages / w.Seconds, told * Math.Clamp(w.Misses, 0, w.Pages) / w.Seconds })],
            [.. work.Select(_ => 1.0)]);
        return new PriceOfWork(solution[0], solution[1], solution[1] + solution[2], 0);
    }
}
