using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>What really happened to one store over a window, seen from the platform's side.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="ResourceId">Its resource.</param>
/// <param name="From">First minute, UTC.</param>
/// <param name="To">First minute after the window, or the present minute when that is earlier, UTC.</param>
/// <param name="Account">Totals: cost, minutes short, unserved work.</param>
/// <param name="CurrentSize">Size in force now.</param>
/// <param name="DemandNowVCores">Demand of the present minute, vCores.</param>
/// <param name="Patches">Accepted requests that changed the size, in the whole life of the store.</param>
/// <param name="Operations">The operations accepted in the window.</param>
public sealed record WorldReport(
    string StoreId,
    string ResourceId,
    DateTimeOffset From,
    DateTimeOffset To,
    WorldAccount Account,
    string CurrentSize,
    double DemandNowVCores,
    int Patches,
    IReadOnlyList<CloudOperation> Operations)
{
    /// <summary>Compute cost of the clock hours touched, price list's currency.</summary>
    public double Cost => Account.Cost;

    /// <summary>Minutes in which more arrived than could be done.</summary>
    public int MinutesShort => Account.MinutesShort;

    /// <summary>Σ max(0, demand − capacity) / 60, vCore-hours.</summary>
    public double UnservedVCoreHours => Account.UnservedVCoreHours;
}
