using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>A resource that was found by its tags.</summary>
/// <param name="ResourceId">Full resource id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Region">Region, as in <c>westeurope</c>.</param>
/// <param name="Mode">Who decides, by its tag; null when the tag is absent or not understood.</param>
/// <param name="MinimumSize">Smallest size allowed, by its tag; null when absent.</param>
/// <param name="MaximumSize">Largest size allowed, by its tag; null when absent.</param>
public sealed record InventoryItem(
    string ResourceId, StoreKind Kind, string Region, StoreMode? Mode = null, string? MinimumSize = null, string? MaximumSize = null);
