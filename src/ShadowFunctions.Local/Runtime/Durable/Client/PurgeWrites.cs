namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Deletes ended instances, as writes of the present transaction.</summary>
internal static class PurgeWrites
{
    /// <summary>Deletes an ended instance, and its ended descendants if asked. Returns how many were deleted.</summary>
    public static int Purge(StoreWriter store, string instanceId, bool recursive)
    {
        if (store.FindInstance(instanceId) is not { IsEnded: true } row)
        {
            return 0;
        }

        store.RemoveInstance(row);
        return 1 + (recursive ? store.FindChildren(instanceId).Sum(child => Purge(store, child.Id, recursive)) : 0);
    }
}
