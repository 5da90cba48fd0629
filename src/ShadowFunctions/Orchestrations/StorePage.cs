using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Orchestrations;

/// <summary>A page of stores that one metrics query can cover: same region, subscription and kind, ids in a range.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Region">Azure region of all its stores.</param>
/// <param name="SubscriptionId">Subscription of all its stores.</param>
/// <param name="Kind">Kind of all its stores.</param>
/// <param name="FirstId">Lowest store id of the page.</param>
/// <param name="LastId">Highest store id of the page.</param>
public sealed record StorePage(string CycleId, string Region, string SubscriptionId, StoreKind Kind, string FirstId, string LastId)
{
    /// <summary>True when the store is on this page.</summary>
    public bool Covers(Store store) =>
        store.MissingSince is null && store.Region == Region && store.SubscriptionId == SubscriptionId && store.Kind == Kind
        && string.CompareOrdinal(store.Id, FirstId) >= 0 && string.CompareOrdinal(store.Id, LastId) <= 0;
}
