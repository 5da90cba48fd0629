using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Api;

/// <summary>What a load would take.</summary>
public sealed record LoadAnswer
{
    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Unreliable { get; init; }

    /// <summary>Why the CPU may be off by more than 30 % although there is an answer; null when it is firmer.</summary>
    public string? Caution { get; init; }

    /// <summary>What production would use, as far as its present use of a resource is known.</summary>
    public ResourceAmounts Need { get; init; } = ResourceAmounts.Unknown;

    /// <summary>Expected relative error.</summary>
    public double RelativeError { get; init; }

    /// <summary>Smallest size that covers the need and its error (95 %) at 80 % of its limits; null when none does or there is no answer.</summary>
    public string? Size { get; init; }

    /// <summary>The limit that rules out the next smaller size (the largest one, where none covers); null when the smallest size covers the need.</summary>
    public ResourceKind? Binding { get; init; }

    /// <summary>Why no size covers the need; null when one does or there is no answer.</summary>
    public string? WhyNoSize { get; init; }
}
