namespace ShadowFunctions.Local.Cloud;

/// <summary>A span in which metrics are not what they should be.</summary>
/// <param name="StoreOrName">Store id or resource name; <c>*</c> for every one.</param>
/// <param name="From">First instant, UTC.</param>
/// <param name="Until">First instant after it, UTC.</param>
/// <param name="LagMinutes">Null: the minutes of the span are missing for good. Else: while the span lasts, minutes appear this much later than usual.</param>
public sealed record MetricFault(string StoreOrName, DateTimeOffset From, DateTimeOffset Until, int? LagMinutes = null)
{
    internal bool IsOf(CloudResource resource) => StoreOrName == "*" || StoreOrName == resource.StoreId || StoreOrName == resource.Name;
}
