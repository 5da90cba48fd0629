using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>What a load would cost production.</summary>
/// <param name="Amounts">CPU, data I/O, log, workers and network; all unknown when unreliable.</param>
/// <param name="RelativeError">Expected error as a share of the amount.</param>
/// <param name="Unreliable">Why there is no estimate; null when there is one.</param>
public sealed record CapacityEstimate(ResourceAmounts Amounts, double RelativeError, string? Unreliable)
{
    /// <summary>Why the CPU may be off by more than 30 % although there is an estimate; null when it is firmer.</summary>
    public string? Caution { get; init; }
}
