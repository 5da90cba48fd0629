using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>What to read of one store.</summary>
/// <param name="Store">The store.</param>
/// <param name="From">First minute, UTC.</param>
/// <param name="To">First minute after the window, UTC.</param>
public sealed record MetricsQuery(Store Store, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The size that the store was last seen at, on its ladder or not; null when it was not seen yet.</summary>
    public string? SizeInForce { get; init; }

    /// <summary>Since when it was seen at that size, UTC.</summary>
    public DateTimeOffset SizeSince { get; init; }
}
