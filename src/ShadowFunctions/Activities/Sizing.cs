using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Activities;

/// <summary>Finds the ladder of a store in the catalog.</summary>
public sealed class Sizing(SizeCatalog catalog)
{
    /// <summary>The whole ladder the store stands on; minimum and maximum are guardrails, not cuts.</summary>
    public SizeLadder Ladder(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var name = store.Configuration.PreAllocation.Ladder;
        var pool = store.Kind == StoreKind.SqlElasticPool && !name.StartsWith(SizeCatalog.PoolPrefix, StringComparison.Ordinal);
        return catalog.Ladder(pool ? SizeCatalog.PoolPrefix + name : name);
    }
}
