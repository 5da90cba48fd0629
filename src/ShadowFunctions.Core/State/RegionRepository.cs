using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.State;

/// <summary>What regions sell, one document per subscription and region.</summary>
public sealed class RegionRepository(IStateStore store) : StateDocuments<RegionRecord>(store, StateKinds.Region)
{
    /// <summary>What is known of a region; null before the first look.</summary>
    public async Task<RegionRecord?> FindAsync(string subscriptionId, string region, CancellationToken cancellationToken) =>
        (await GetAsync(StateKinds.Fleet, IdOf(subscriptionId, region), cancellationToken))?.Value;

    /// <summary>Records a look.</summary>
    public Task RecordAsync(string subscriptionId, string region, RegionRecord record, CancellationToken cancellationToken) =>
        PutAsync(StateKinds.Fleet, IdOf(subscriptionId, region), record, "*", cancellationToken);

    private static string IdOf(string subscriptionId, string region) => $"{subscriptionId}-{region}".ToLowerInvariant();
}
