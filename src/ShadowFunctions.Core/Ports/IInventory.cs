namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Finds the resources whose owners want them managed. No side effect. Errors: <see cref="TransientCloudException"/>,
/// <see cref="CloudRefusedException"/>; an answer is whole or none, so that nothing is taken for gone because a page was missing.
/// </summary>
public interface IInventory
{
    /// <summary>True when stores are to be found by tag.</summary>
    bool Enabled { get; }

    /// <summary>Every resource with the tag, in ordinal order of the ids.</summary>
    Task<IReadOnlyList<InventoryItem>> ListAsync(CancellationToken cancellationToken);
}
