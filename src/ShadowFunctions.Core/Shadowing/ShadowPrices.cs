namespace ShadowFunctions.Core.Shadowing;

/// <summary>What a shadow's work costs, in the price list's currency.</summary>
/// <param name="PerComputeHour">An hour of the shadow's compute.</param>
/// <param name="PerMillionRows">A million rows read on production: what the owner counts their load as.</param>
public sealed record ShadowPrices(double PerComputeHour, double PerMillionRows)
{
    /// <summary>Price of some work.</summary>
    public double Of(ShadowWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return (PerComputeHour * work.ComputeMinutes / 60) + (PerMillionRows * work.RowsRead / 1e6);
    }
}
