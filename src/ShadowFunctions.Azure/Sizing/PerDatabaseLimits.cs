using Azure.ResourceManager.Sql.Models;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>
/// What one database of a pool may take, after the pool's size has changed: a pool refuses to be smaller than that, and a database that might
/// take the whole pool may take the whole new one, so that a smaller pool's limit does not stay when the pool grows again.
/// </summary>
internal static class PerDatabaseLimits
{
    /// <summary>Premium pools offer only these to one database; all others offer their own size too. Unconfirmed, from general knowledge.</summary>
    private static readonly int[] OfPremiumPools = [25, 50, 75, 125, 250, 500, 1000, 1750, 4000];

    /// <summary>The limits to ask for together with a size; null when those in force will do.</summary>
    public static ElasticPoolPerDatabaseSettings? After(ScalableSnapshot current, SqlSku? sku)
    {
        if (current.PerDatabase is not { MaxCapacity: { } max } inForce || sku?.Capacity is not { } capacity)
        {
            return null;
        }

        var most = Most(sku.Name, capacity);
        var wholePool = SkuName.TryParse(current.Size, out var before) && before.Name == sku.Name && max >= Most(before.Name, before.Capacity!.Value);
        var target = wholePool ? most : Math.Min(max, most);
        return target == max
            ? null
            : new ElasticPoolPerDatabaseSettings { MinCapacity = inForce.MinCapacity is { } min ? Math.Min(min, target) : null, MaxCapacity = target };
    }

    private static double Most(string name, int capacity) => name switch
    {
        "BasicPool" => Math.Min(5, capacity),
        "PremiumPool" => OfPremiumPools.Last(step => step <= capacity),
        _ => capacity,
    };
}
