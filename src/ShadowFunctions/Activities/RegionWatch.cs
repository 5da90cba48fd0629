using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Activities;

/// <summary>
/// Keeps what every region of the fleet sells, read once a day. A look that fails changes nothing and stops no cycle: what was known is used
/// on, decisions say so, and it is tried again an hour later.
/// </summary>
public sealed class RegionWatch(ICapabilitySource source, RegionRepository regions, TimeProvider time)
{
    /// <summary>Reads the regions that are due.</summary>
    public async Task RunWhenDueAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var places = stores.Where(s => s.MissingSince is null && s.Kind is StoreKind.SqlDatabase or StoreKind.SqlElasticPool)
            .Select(s => (s.SubscriptionId, s.Region)).Distinct().Order();
        foreach (var (subscription, region) in places)
        {
            var now = time.GetUtcNow();
            var last = await regions.FindAsync(subscription, region, cancellationToken);
            if (last is null || last.IsDue(now))
            {
                await regions.RecordAsync(subscription, region, await ReadAsync(subscription, region, last?.Known, now, cancellationToken), cancellationToken);
            }
        }
    }

    private async Task<RegionRecord> ReadAsync(
        string subscription, string region, RegionCapabilities? known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var sizes = await source.ReadAsync(subscription, region, cancellationToken);
            return new RegionRecord(new RegionCapabilities(subscription, region, now, sizes), now);
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            return new RegionRecord(known, now, error.Message);
        }
    }
}
