using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>
/// What one database of a pool may take, after the pool's size has changed: a pool refuses to be smaller than that, and a database that might
/// take the whole pool may take the whole new one, so that a smaller pool's limit does not stay when the pool grows again. What each database is
/// guaranteed is lowered where all of it together no longer fits.
/// </summary>
internal static class PerDatabaseLimits
{
    /// <summary>Premium pools offer only these to one database; all others offer their own size too. Unconfirmed, from general knowledge.</summary>
    private static readonly int[] OfPremiumPools = [25, 50, 75, 125, 250, 500, 1000, 1750, 4000];

    /// <summary>The limits to ask for together with a size; null when those in force will do.</summary>
    /// <param name="current">The pool as it is.</param>
    /// <param name="sku">The size asked for; null when it stays.</param>
    /// <param name="databases">How many databases share the pool; null when not known.</param>
    public static ElasticPoolPerDatabaseSettings? After(ScalableSnapshot current, SqlSku? sku, int? databases = null)
    {
        if (current.PerDatabase is not { MaxCapacity: { } max } inForce || sku?.Capacity is not { } capacity)
        {
            return null;
        }

        var most = Most(sku.Name, capacity);
        var wholePool = SkuName.TryParse(current.Size, out var before) && before.Name == sku.Name && max >= Most(before.Name, before.Capacity!.Value);
        var target = wholePool ? most : Math.Min(max, most);
        double? least = inForce.MinCapacity is { } min ? Guarantee(Math.Min(min, target), sku, databases) : null;
        return target == max && least == inForce.MinCapacity ? null : new ElasticPoolPerDatabaseSettings { MinCapacity = least, MaxCapacity = target };
    }

    /// <summary>The limits nearest to wanted ones that a pool of some size takes.</summary>
    public static ElasticPoolPerDatabaseSettings Nearest(double min, double? max, SqlSku sku, int databases)
    {
        var most = Most(sku.Name, sku.Capacity ?? 0);
        var target = Math.Min(max ?? most, most);
        return new ElasticPoolPerDatabaseSettings { MinCapacity = Guarantee(Math.Min(min, target), sku, databases), MaxCapacity = target };
    }

    /// <summary>Guarantees of all databases together must not exceed the pool: the next lower step that fits. Steps of DTU pools are not known here.</summary>
    private static double Guarantee(double min, SqlSku sku, int? databases) =>
        databases is not { } count || sku.Capacity is not { } capacity || sku.Name.EndsWith("Pool", StringComparison.Ordinal) || min * count <= capacity
            ? min
            : PerDatabaseStep.OfPool(capacity)[^1].MinVCores.Last(step => step * count <= capacity);

    private static double Most(string name, int capacity) => name switch
    {
        "BasicPool" => Math.Min(5, capacity),
        "PremiumPool" => OfPremiumPools.Last(step => step <= capacity),
        _ => capacity,
    };
}
