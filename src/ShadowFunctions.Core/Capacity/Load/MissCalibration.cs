namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// Share of pages that a statement misses on production from the share it misses on the shadow: the odds there are the odds here, moved and stretched
/// as they are for the statements that both have run. A few pages of a small copy stand for many of production that lie together, or for many that do
/// not; a statement that often misses on the shadow is of the second kind.
/// </summary>
/// <param name="Shift">Added to the logarithm of the odds.</param>
/// <param name="Stretch">Factor of the logarithm of the odds, at least 0.</param>
/// <param name="Deviation">Standard deviation of the logarithm of the odds.</param>
public sealed record MissCalibration(double Shift, double Stretch, double Deviation)
{
    // Misses of a statement hang on how its pages lie: nothing carries over better than this.
    private const double SmallestDeviation = 0.5;
    private const double Unknown = 1;
    private const int Fewest = 4;
    private const double FewestMisses = 0.5;
    private const double Edge = 0.001;

    /// <summary>Nothing learned: the shadow's share.</summary>
    public static MissCalibration None { get; } = new(0, 1, Unknown);

    /// <summary>Learns from statements that production and shadow have both run.</summary>
    /// <param name="statements">All statements.</param>
    public static MissCalibration Learn(IReadOnlyList<StatementEvidence> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var points = statements.Where(s => s is { Production: { Misses: > FewestMisses, Pages: > 0 }, Shadow: { Misses: > 0, Pages: > 0 } })
            .Select(s => (X: Logit(s.Shadow!.Misses / s.Shadow.Pages), Y: Logit(s.Production!.Misses / s.Production.Pages))).ToArray();
        if (points.Length < Fewest)
        {
            return None;
        }

        // One point more on the line of equal odds: few statements must not turn it steeply.
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var stretch = Math.Max(0, (points.Sum(p => (p.X - x) * (p.Y - y)) + 1) / (points.Sum(p => (p.X - x) * (p.X - x)) + 1));
        var shift = y - (stretch * x);
        var variance = points.Sum(p => Math.Pow(p.Y - shift - (stretch * p.X), 2)) / (points.Length - 2);
        return new MissCalibration(shift, stretch, Math.Max(SmallestDeviation, Math.Sqrt(variance)));
    }

    /// <summary>Share of pages that miss on production, and its relative error.</summary>
    /// <param name="shadowShare">Share of pages that miss on the shadow, 0 to 1.</param>
    public (double Share, double RelativeError) Of(double shadowShare)
    {
        var share = 1 / (1 + Math.Exp(-(Shift + (Stretch * Logit(shadowShare)))));
        return (share, (1 - share) * Deviation);
    }

    private static double Logit(double share)
    {
        var inside = Math.Clamp(share, Edge, 1 - Edge);
        return Math.Log(inside / (1 - inside));
    }
}
