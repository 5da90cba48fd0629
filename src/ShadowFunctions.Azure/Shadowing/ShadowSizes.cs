using System.Collections.Concurrent;
using Azure.Core;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Inventory;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Shadowing;

/// <summary>
/// The sizes of shadows as the shadow server's region has them: what is sold, the least vCores, the pause delays. Read once a day and
/// process; a region that cannot be asked leaves the built-in table in force, because a shadow is no reason to stop a store.
/// </summary>
internal sealed class ShadowSizes(AzureConnection connection, SizeCatalog sizes)
{
    /// <summary>Code of the refusal when a region does not sell a size.</summary>
    public const string NotOffered = "ShadowSizeNotOffered";

    /// <summary>Hardware that every tier of the table has.</summary>
    private const string KnownFamily = "Gen5";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly AzureCapabilitySource _source = new(connection);
    private readonly ConcurrentDictionary<string, (long At, RegionCapabilities Sold)> _known = new();

    /// <summary>The size by the built-in table; one that is newer gets price and limits by its known neighbours.</summary>
    /// <exception cref="UnknownSizeException">It follows no naming rule of Azure SQL; the message names the nearest known ones.</exception>
    public ComputeSize Known(string size) => LadderWith(size)[size];

    /// <summary>The size as a region sells it; the one in force stays, sold or not.</summary>
    /// <exception cref="CloudRefusedException">The region does not sell it; the message names the nearest that it sells.</exception>
    public async Task<ComputeSize> InAsync(ResourceIdentifier server, AzureLocation location, string size, string? inForce, CancellationToken cancellationToken)
    {
        var (found, remedy) = Judge(size, await SoldAsync(server.SubscriptionId!, location.Name, cancellationToken));
        return remedy is not null && !string.Equals(size, inForce, StringComparison.OrdinalIgnoreCase)
            ? throw ShadowServer.Refused(NotOffered, $"'{size}' is {found.NotOffered}; {remedy}")
            : found;
    }

    /// <summary>
    /// The size as a region has it (<paramref name="sold"/>; null leaves it to the platform), and what to set instead when it is not sold. No list of
    /// built-in sizes decides: one that the region sells is taken, however new.
    /// </summary>
    public (ComputeSize Size, string? Remedy) Judge(string size, RegionCapabilities? sold)
    {
        var ladder = LadderWith(size);
        ladder = sold?.Apply(ladder) ?? ladder;
        var found = ladder[size];
        if (found.NotOffered is null)
        {
            return (found, null);
        }

        string[] nearest = [.. UnknownSizeException.Nearest(size, ladder.Sizes.Where(s => s.NotOffered is null))];
        return (found, nearest is []
            ? $"move the shadow server (Azure:ShadowServerId) to a region that sells serverless sizes: {sold!.Region} has none of this series"
            : $"set Azure:ShadowSize to one that is sold, nearest: {string.Join(", ", nearest)}");
    }

    /// <summary>The built-in ladder of a size's series with that size in it; a series that no table has stands on the ladder of its tier.</summary>
    /// <exception cref="UnknownSizeException">The size follows no naming rule of Azure SQL; the message names the nearest known ones.</exception>
    public SizeLadder LadderWith(string size)
    {
        if (sizes.FindSize(size) is not null)
        {
            return sizes.LadderOf(size, pool: false);
        }

        if (!SkuName.TryParse(size, out var sku) || sku.Capacity is not { } capacity)
        {
            throw new UnknownSizeException(size, sizes.LadderOf(connection.Options.ShadowSize, pool: false));
        }

        var ofTier = $"{string.Join('_', sku.Name.Split('_')[..^1])}_{KnownFamily}";
        var ladder = sizes.Ladder(sizes.HasLadder(sku.Name) ? sku.Name : ofTier);
        return ladder.With(SizeEstimate.Of(ladder.Sizes, size, sku.Name, capacity));
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
