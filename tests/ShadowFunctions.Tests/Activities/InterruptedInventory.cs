using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Activities;

/// <summary>An inventory that takes its time: something happens between what it sees and its answer.</summary>
internal sealed class InterruptedInventory(IInventory inner) : IInventory
{
    public bool Enabled => inner.Enabled;

    /// <summary>What happens before it answers.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    /// <summary>Names that it no longer finds.</summary>
    public HashSet<string> Hidden { get; } = [];

    public async Task<IReadOnlyList<InventoryItem>> ListAsync(CancellationToken cancellationToken)
    {
        var items = await inner.ListAsync(cancellationToken);
        await Meanwhile();
        return [.. items.Where(i => !Hidden.Any(h => i.ResourceId.EndsWith($"/{h}", StringComparison.OrdinalIgnoreCase)))];
    }
}
