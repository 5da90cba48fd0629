using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>Which changes of size are never sent: pure rules over the size in force and the size asked for.</summary>
internal static class SizeChangeGuard
{
    /// <summary>The SKU to ask for.</summary>
    /// <exception cref="CloudRefusedException">The change would leave the series (tier, hardware, compute model), or the size is unknown.</exception>
    public static SqlSku Check(Store store, string current, string target)
    {
        if (!SkuName.TryParse(target, out var sku))
        {
            throw Refused("InvalidSkuName", store, current, target, "it is not a size of Azure SQL");
        }

        if (string.Equals(current, "ElasticPool", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused("DatabaseInElasticPool", store, current, target, "its compute belongs to a pool; register the pool as the store");
        }

        if (!SkuName.TryParse(current, out var from))
        {
            throw Refused("UnknownCurrentSize", store, current, target, "the size in force is not understood");
        }

        if ((from.Tier == "Hyperscale") != (sku.Tier == "Hyperscale"))
        {
            throw Refused("HyperscaleBoundary", store, current, target, "Hyperscale is never entered or left");
        }

        if (!string.Equals(from.Name, sku.Name, StringComparison.OrdinalIgnoreCase) && !(IsListed(store, from.Name) && IsListed(store, sku.Name)))
        {
            throw Refused("SeriesChangeNotAllowed", store, current, target, "tier, hardware and compute model are only changed within what the store's ladder lists");
        }

        return sku;
    }

    /// <summary>True when the owner's ladder names the series, or sizes of it.</summary>
    private static bool IsListed(Store store, string series) => LadderList.Parts(store.Configuration.PreAllocation.Ladder)
        .Any(part => string.Equals(part.First, series, StringComparison.OrdinalIgnoreCase) || string.Equals(SkuName.SeriesOf(part.First), series, StringComparison.OrdinalIgnoreCase));

    private static CloudRefusedException Refused(string code, Store store, string current, string target, string why) =>
        new($"Store '{store.Id}': the change from {current} to {target} was not sent, {why}.") { ErrorCode = code };
}
