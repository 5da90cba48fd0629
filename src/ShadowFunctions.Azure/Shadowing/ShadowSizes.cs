using System.Collections.Concurrent;
using Azure.Core;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Inventory;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Shadowing;

/// <summary>
/// The sizes of shadows as the shadow server's region has them: what is sold, the least vCores, the pause delays. Read once a day and
/// process; a region that cannot be asked leaves the built-in table in force, because a shadow is no reason to stop a store.
/// </summary>
internal sealed class ShadowSizes(AzureConnection connection, SizeCatalog sizes)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly AzureCapabilitySource _source = new(connection);
    private readonly ConcurrentDictionary<string, (long At, RegionCapabilities Sold)> _known = new();

    /// <summary>The size by the built-in table.</summary>
    /// <exception cref="UnknownSizeException">The table has none of that name; the message names the nearest.</exception>
    public ComputeSize Known(string size) => sizes.FindSize(size) ?? throw new UnknownSizeException(size, sizes.LadderOf(connection.Options.ShadowSize, pool: false));

    /// <summary>The size as a region sells it; the one in force stays, sold or not.</summary>
    /// <exception cref="CloudRefusedException">The region does not sell it; the message names the nearest that it sells.</exception>
    public async Task<ComputeSize> InAsync(ResourceIdentifier server, AzureLocation location, string size, string? inForce, CancellationToken cancellationToken)
    {
        var ladder = sizes.LadderOf(Known(size).Name, pool: false);
        var offered = (await SoldAsync(server.SubscriptionId!, location.Name, cancellationToken))?.Apply(ladder) ?? ladder;
        return offered[size] is { NotOffered: { } why } && !string.Equals(size, inForce, StringComparison.OrdinalIgnoreCase)
            ? throw ShadowServer.Refused(
                "ShadowSizeNotOffered",
                $"'{size}' is {why}; set Azure:ShadowSize to one that is sold, nearest: {string.Join(", ", UnknownSizeException.Nearest(size, offered.Sizes.Where(s => s.NotOffered is null)))}")
            : offered[size];
    }

    private async Task<RegionCapabilities?> SoldAsync(string subscription, string region, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(region, out var known) && TimeProvider.System.GetElapsedTime(known.At) < Kept)
        {
            return known.Sold;
        }

        try
        {
            var told = await _source.ReadAsync(subscription, region, cancellationToken);
            var sold = new RegionCapabilities(subscription, region, TimeProvider.System.GetUtcNow(), told);
            _known[region] = (TimeProvider.System.GetTimestamp(), sold);
            return sold;
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            // Asked again at the next need.
            return null;
        }
    }
}
