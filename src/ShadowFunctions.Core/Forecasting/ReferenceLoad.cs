using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>CPU in a window and in the day before it, vCores.</summary>
/// <param name="Level">Mean of the day before.</param>
/// <param name="Window">Mean of the window.</param>
/// <param name="Saturated">Share of the window's minutes in which a limit was reached.</param>
public sealed record ReferenceLoad(double Level, double Window, double Saturated)
{
    private const double EnoughMinutes = 0.6;

    /// <summary>The means of a reference; null when too many of its minutes are missing or nothing was used.</summary>
    /// <param name="reference">Which minutes.</param>
    /// <param name="samples">Minutes of production that hold them.</param>
    public static ReferenceLoad? Of(ScenarioReference reference, IReadOnlyList<UsageSample> samples)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(samples);
        var known = samples.Where(s => s.Amounts.CpuVCores is not null).ToList();
        var before = known.Where(s => s.Minute >= reference.LevelFrom && s.Minute < reference.Start).ToList();
        var during = known.Where(s => s.Minute >= reference.Start && s.Minute < reference.End).ToList();
        if (before.Count < EnoughMinutes * (reference.Start - reference.LevelFrom).TotalMinutes
            || during.Count < Math.Max(1, EnoughMinutes * (reference.End - reference.Start).TotalMinutes))
        {
            return null;
        }

        var load = new ReferenceLoad(
            before.Average(s => s.Amounts.CpuVCores!.Value), during.Average(s => s.Amounts.CpuVCores!.Value), during.Count(s => s.Saturated) / (double)during.Count);
        return load is { Level: > 0, Window: > 0 } ? load : null;
    }
}
