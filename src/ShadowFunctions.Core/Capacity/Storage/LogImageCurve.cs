using MathNet.Numerics;
using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Storage;

/// <summary>
/// Write amplification by full-page images: the first change of a page after a checkpoint logs the whole page, so images follow the number
/// of different pages touched, N·(1 − e^(−w/N)) for w chances over N pages. It is learned on production: on a small copy the same
/// pages are touched again and again, and the log is several times too small. How many pages a write touches first is a state of production: once the
/// gaps of a table are filled, new rows lie side by side at its end and share their images. So the level is that of the windows since it last moved.
/// </summary>
/// <param name="Pages">Pages in reach of the writes; null when no saturation was seen.</param>
/// <param name="Scale">Images per chance while few pages are touched.</param>
/// <param name="RelativeError">Typical relative residual.</param>
public sealed record LogImageCurve(double? Pages, double Scale, double RelativeError)
{
    private const int Steps = 160;

    // One odd window is no new level.
    private const int FewestOfALevel = 2;

    /// <summary>Images of one checkpoint interval.</summary>
    /// <param name="writes">Σ executions × images per execution as usually measured.</param>
    public double At(double writes) =>
        writes <= 0 ? 0 : Pages is { } pages ? pages * -SpecialFunctions.Expm1(-Scale * writes / pages) : Scale * writes;

    /// <summary>Images when the data, and with it the pages in reach, is a multiple of today's.</summary>
    public double At(double writes, double dataFactor) => (this with { Pages = Pages * dataFactor }).At(writes);

    /// <summary>Fits; null without a window that logged images.</summary>
    /// <param name="windows">Per checkpoint interval of production, in order of time.</param>
    public static LogImageCurve? Fit(IReadOnlyList<ImagePoint> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var sound = windows.Where(w => w.Writes > 0 && w.Images > 0 && double.IsFinite(w.Writes) && double.IsFinite(w.Images)).ToArray();
        if (sound.Length == 0)
        {
            return null;
        }

        var largest = sound.Max(w => w.Images);
        var straight = Along(null, sound);
        var best = straight;
        for (var i = 0; i <= Steps; i++)
        {
            // From just above what was seen (all but saturated) to a hundred times that (all but straight).
            var fit = Along(largest * 1.001 * Math.Pow(100, (double)i / Steps), sound);
            best = fit.RelativeError < best.RelativeError ? fit : best;
        }

        // Saturation is a further parameter and cuts every extrapolation: it must earn its place (corrected Akaike criterion).
        var curve = sound.Length > 4 && Criterion(best, sound.Length, 3) < Criterion(straight, sound.Length, 2) ? best : straight;
        return SinceItMoved(curve, sound) is > 0 and var start ? Along(curve.Pages, sound[start..]) : curve;
    }

    /// <summary>
    /// First window of the present level, 0 when it never moved: the cut that leaves the least distance from the medians on either side, where that is so much less
    /// that the choice among all cuts is paid for (4·ln n, a little stricter than the modified criterion of Zhang and Siegmund, Biometrics 2007; distances, not squares, as for Laplace's
    /// law, so that one odd window makes no level).
    /// </summary>
    private static int SinceItMoved(LogImageCurve curve, ImagePoint[] windows)
    {
        var level = Array.ConvertAll(windows, w => Math.Log(w.Images / curve.At(w.Writes)));
        var (n, start, least) = (level.Length, 0, double.PositiveInfinity);
        for (var cut = FewestOfALevel; cut <= n - FewestOfALevel; cut++)
        {
            var distance = Distance(level[..cut]) + Distance(level[cut..]);
            (start, least) = distance < least ? (cut, distance) : (start, least);
        }

        return start > 0 && 2 * n * Math.Log(Distance(level) / Math.Max(least, double.Epsilon)) > 4 * Math.Log(n) ? start : 0;
    }

    private static double Distance(double[] values)
    {
        var median = RobustRegression.Median(values);
        return values.Sum(v => Math.Abs(v - median));
    }

    private static double Criterion(LogImageCurve curve, int n, int k) =>
        (2 * n * Math.Log(Math.Max(curve.RelativeError, 1e-6))) + (2 * k) + (2.0 * k * (k + 1) / (n - k - 1));

    /// <summary>For given pages the scale that explains the windows best: each window's own, averaged in the logarithm.</summary>
    private static LogImageCurve Along(double? pages, ImagePoint[] windows)
    {
        double Own(ImagePoint w) =>
            pages is { } n ? -n * Math.Log(1 - (w.Images / n)) / w.Writes : w.Images / w.Writes;
        var curve = new LogImageCurve(pages, Math.Exp(windows.Average(w => Math.Log(Own(w)))), 0);
        var error = Math.Sqrt(windows.Average(w => Math.Pow((curve.At(w.Writes) / w.Images) - 1, 2)));
        return curve with { RelativeError = error };
    }
}
