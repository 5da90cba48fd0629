using MathNet.Numerics;

namespace ShadowFunctions.Core.Capacity.Storage;

/// <summary>
/// Write amplification by full-page images: the first change of a page after a checkpoint logs the whole page, so images follow the number
/// of different pages touched, N·(1 − e^(−w/N)) for w first-touch chances over N pages. It is learned on production: on a small copy the same
/// pages are touched again and again, and the log is several times too small.
/// </summary>
/// <param name="Pages">Pages in reach of the writes; infinite when no saturation was seen.</param>
/// <param name="Scale">Images per chance while few pages are touched.</param>
/// <param name="RelativeError">Typical relative residual.</param>
public sealed record LogImageCurve(double Pages, double Scale, double RelativeError)
{
    private const int Steps = 160;

    /// <summary>Images of one checkpoint interval.</summary>
    /// <param name="chances">Σ executions × images per execution as usually measured.</param>
    public double At(double chances) =>
        chances <= 0 ? 0 : double.IsPositiveInfinity(Pages) ? Scale * chances : Pages * -SpecialFunctions.Expm1(-Scale * chances / Pages);

    /// <summary>Images when the data, and with it the pages in reach, is a multiple of today's.</summary>
    public double At(double chances, double dataFactor) => (this with { Pages = Pages * dataFactor }).At(chances);

    /// <summary>Fits; null without a window that logged images.</summary>
    /// <param name="windows">Per checkpoint interval of production: chances and images.</param>
    public static LogImageCurve? Fit(IReadOnlyList<(double Chances, double Images)> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var sound = windows.Where(w => w.Chances > 0 && w.Images > 0 && double.IsFinite(w.Chances) && double.IsFinite(w.Images)).ToArray();
        if (sound.Length == 0)
        {
            return null;
        }

        var largest = sound.Max(w => w.Images);
        var best = Along(double.PositiveInfinity, sound);
        for (var i = 0; i <= Steps; i++)
        {
            // From just above what was seen (all but saturated) to a hundred times that (all but straight).
            var fit = Along(largest * 1.001 * Math.Pow(100, (double)i / Steps), sound);
            best = fit.RelativeError < best.RelativeError ? fit : best;
        }

        return best;
    }

    /// <summary>For given pages the scale that explains the windows best: each window's own, averaged in the logarithm.</summary>
    private static LogImageCurve Along(double pages, (double Chances, double Images)[] windows)
    {
        double Own((double Chances, double Images) w) =>
            double.IsPositiveInfinity(pages) ? w.Images / w.Chances : -pages * Math.Log(1 - (w.Images / pages)) / w.Chances;
        var curve = new LogImageCurve(pages, Math.Exp(windows.Average(w => Math.Log(Own(w)))), 0);
        var error = Math.Sqrt(windows.Average(w => Math.Pow((curve.At(w.Chances) / w.Images) - 1, 2)));
        return curve with { RelativeError = error };
    }
}
