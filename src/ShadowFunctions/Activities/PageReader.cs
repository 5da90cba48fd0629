using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Activities;

/// <summary>Reads the stores of a page: only its bounds travel through the orchestration.</summary>
public sealed class PageReader(StoreRepository stores, CycleRepository cycles)
{
    /// <summary>The page's stores that the cycle asks for, in id order.</summary>
    public async Task<IReadOnlyList<Store>> ReadAsync(StorePage page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        var asked = (await cycles.FindAsync(page.CycleId, cancellationToken))?.StoreIds;
        return [.. (await stores.ListAsync(cancellationToken)).Where(s => page.Covers(s) && (asked is null || asked.Contains(s.Id)))];
    }
}
