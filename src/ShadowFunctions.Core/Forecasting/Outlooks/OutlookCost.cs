namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>What a span of coming hours would cost, price list's currency.</summary>
/// <param name="Hours">Length of the span.</param>
/// <param name="Planned">With the size that every hour needs.</param>
/// <param name="Static">With one size for the whole span, the one that its highest hour needs.</param>
/// <param name="StaticSize">That size.</param>
/// <param name="Changes">Changes of size in the span.</param>
public sealed record OutlookCost(int Hours, double Planned, double Static, string StaticSize, int Changes)
{
    /// <summary>What the data cost in the span beside <see cref="Planned"/>; null when it is not known.</summary>
    public double? Storage { get; init; }
}
