using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>What to read of one store.</summary>
/// <param name="Store">The store.</param>
/// <param name="From">First minute, UTC.</param>
/// <param name="To">First minute after the window, UTC.</param>
public sealed record MetricsQuery(Store Store, DateTimeOffset From, DateTimeOffset To);
