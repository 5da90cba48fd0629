using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Workload;

/// <summary>What production is expected to need at one load.</summary>
/// <param name="Multiple">The load as a multiple of the mix in the event.</param>
/// <param name="PerSecond">Statements or transactions per second.</param>
/// <param name="Amounts">What it needs; unknown resources are null.</param>
/// <param name="Size">The smallest size that covers it with room to spare; null when none does.</param>
/// <param name="PricePerHour">The size's price per hour.</param>
/// <param name="Binding">The resource the next smaller size lacks; null when the smallest size will do.</param>
public sealed record CurvePoint(double Multiple, double PerSecond, ResourceAmounts Amounts, string? Size, double? PricePerHour, ResourceKind? Binding);
