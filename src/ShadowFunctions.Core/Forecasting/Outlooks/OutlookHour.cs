using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>The size one coming hour would need.</summary>
/// <param name="At">Start of the hour, UTC.</param>
/// <param name="Size">The smallest allowed size that covers every resource's risk quantile; the largest where none does.</param>
/// <param name="Binding">The resource that asks for it.</param>
/// <param name="Demand">That resource's demand at the risk quantile, in its unit.</param>
/// <param name="Cost">Price of the hour, price list's currency.</param>
public sealed record OutlookHour(DateTimeOffset At, string Size, ResourceKind? Binding, double Demand, double Cost);
