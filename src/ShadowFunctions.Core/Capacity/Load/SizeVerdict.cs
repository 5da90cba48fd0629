using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>The size a load needs.</summary>
/// <param name="Size">The smallest size that covers it; null when none does or nothing can be said.</param>
/// <param name="Binding">The limit that ruled out the next smaller size; null when the smallest size does.</param>
/// <param name="Need">What the load needs on that size (on the largest, when none covers it).</param>
/// <param name="Reason">Why there is no size; null when there is one.</param>
public sealed record SizeVerdict(ComputeSize? Size, ResourceKind? Binding, ResourceAmounts Need, string? Reason);
