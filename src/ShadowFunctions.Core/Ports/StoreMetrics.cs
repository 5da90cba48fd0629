using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>What was read of one store.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Samples">One per minute with data, in time order; a minute without data is missing.</param>
/// <param name="Errors">Sentences for metrics that could not be read; empty when all could.</param>
public sealed record StoreMetrics(string StoreId, IReadOnlyList<UsageSample> Samples, IReadOnlyList<string> Errors);
