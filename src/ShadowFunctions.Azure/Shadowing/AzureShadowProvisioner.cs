using Azure.Core;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Shadowing;

/// <summary>
/// Keeps one empty serverless database per store on the shadow server, which is never a server of production. What it made is known by
/// name and by the tags <c>role=shadow</c> and <c>store=&lt;id&gt;</c>; it touches nothing else.
/// </summary>
/// <param name="connection">Credential, transport and the shadow server.</param>
/// <param name="sizes">Prices of the sizes.</param>
/// <param name="writes">What the budget of writes has to spare.</param>
public sealed class AzureShadowProvisioner(AzureConnection connection, SizeCatalog sizes, ISpareWrites writes) : IShadowProvisioner
{
    private const string Role = "shadow";
    private const string ParkedSize = "GP_S_Gen5_1";
    private const int ShortestPauseMinutes = 15;
    private const double LeastVCores = 0.5;
    private const long GibiByte = 1L << 30;
    private static readonly TimeSpan WhileCreating = TimeSpan.FromSeconds(30);

    private readonly ShadowServer _server = new(connection, writes);
    private readonly ShadowSizes _sizes = new(connection, sizes);

    /// <inheritdoc/>
    public bool Enabled => connection.Options.ShadowServerId is { Length: > 0 };

    /// <inheritdoc/>
    /// <remarks>Making a database takes minutes: until it is online every call ends in <see cref="TransientCloudException"/>.</remarks>
    public Task<ShadowHandle> EnsureAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var server = _server.For(store);
        var id = ShadowServer.IdOf(server, NameOf(store));
        return CloudErrors.CallAsync($"Making the shadow of store '{store.Id}'", EnsureAsync, cancellationToken);

        async Task<ShadowHandle> EnsureAsync()
        {
            SqlDatabaseData? found = await _server.FindAsync(id, Role, store, cancellationToken);
            var location = found?.Location ?? await _server.LocationAsync(server, cancellationToken);
            var size = await _sizes.InAsync(server, location, connection.Options.ShadowSize, found is null ? null : SkuName.Of(found), cancellationToken);
            found ??= await _server.CreateOnceAsync(id, Role, store, () => Wanted(location, size), cancellationToken);
            if (found is null || found.Status == SqlDatabaseStatus.Creating)
            {
                throw new TransientCloudException($"The shadow of store '{store.Id}' is being made.") { RetryAfter = WhileCreating };
            }

            if (Patch(found, size, connection.Options.ShadowAutoPauseMinutes) is not null)
            {
                await _server.UpdateAsync(id, Role, store, d => Patch(d, size, connection.Options.ShadowAutoPauseMinutes), cancellationToken);
            }

            return new ShadowHandle(_server.ConnectionTo(id), size.PricePerHour);
        }
    }

    /// <inheritdoc/>
    public Task<ShadowStatus?> ReadAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var id = ShadowServer.IdOf(_server.For(store), NameOf(store));
        return CloudErrors.CallAsync($"Looking at the shadow of store '{store.Id}'", ReadAsync, cancellationToken);

        async Task<ShadowStatus?> ReadAsync()
        {
            if (await _server.FindAsync(id, Role, store, cancellationToken) is not { } data)
            {
                return null;
            }

            var size = _sizes.Known(SkuName.Of(data));
            var idle = size.PricePerHour * Math.Clamp((data.MinCapacity ?? size.VCores) / size.VCores, 0, 1);
            return new ShadowStatus(
                size.Name, data.Status == SqlDatabaseStatus.Paused, data.PausedOn, data.ResumedOn, idle, size.PricePerHour,
                StoragePrice.PerHour(size.Tier, data.MaxSizeBytes ?? connection.Options.ShadowMaxSizeGiB * GibiByte));
        }
    }

    /// <inheritdoc/>
    /// <remarks>Azure pauses serverless databases itself and by nothing else: this makes it do so soon.</remarks>
    public Task PauseAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var id = ShadowServer.IdOf(_server.For(store), NameOf(store));
        return CloudErrors.CallAsync($"Pausing the shadow of store '{store.Id}'", PauseAsync, cancellationToken);

        async Task<bool> PauseAsync()
        {
            if (await _server.FindAsync(id, Role, store, cancellationToken) is { } found)
            {
                // A change of a paused database would wake it.
                var parked = await ParkedAsync(id.Parent!, found, cancellationToken);
                await _server.UpdateAsync(
                    id, Role, store, d => d.Status == SqlDatabaseStatus.Paused ? null : Patch(d, parked, ShortestPauseMinutes), cancellationToken);
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!Enabled)
        {
            return Task.FromResult(true);
        }

        var id = ShadowServer.IdOf(_server.For(store), NameOf(store));
        return CloudErrors.CallAsync($"Removing the shadow of store '{store.Id}'", () => _server.DeleteAsync(id, Role, store, cancellationToken), cancellationToken);
    }

    private static string NameOf(Store store) => $"shadow-{store.Id}";

    /// <summary>The smallest serverless size; the one in force where the region does not sell it.</summary>
    private async Task<ComputeSize> ParkedAsync(ResourceIdentifier server, SqlDatabaseData found, CancellationToken cancellationToken)
    {
        try
        {
            return await _sizes.InAsync(server, found.Location, ParkedSize, SkuName.Of(found), cancellationToken);
        }
        catch (CloudRefusedException error) when (error.ErrorCode == ShadowSizes.NotOffered)
        {
            return _sizes.Known(SkuName.Of(found));
        }
    }

    private SqlDatabaseData Wanted(AzureLocation location, ComputeSize size)
    {
        AzureOptions options = connection.Options;
        return new SqlDatabaseData(location)
        {
            Sku = SkuName.Parse(size.Name),
            MinCapacity = size.MinVCores ?? LeastVCores,
            AutoPauseDelay = Delay(size, options.ShadowAutoPauseMinutes),
            MaxSizeBytes = options.ShadowMaxSizeGiB * GibiByte,
            RequestedBackupStorageRedundancy = SqlBackupStorageRedundancy.Local,
        };
    }

    /// <summary>What differs from a size and a pause delay; null when nothing does. A change that runs already is not asked for again.</summary>
    private static SqlDatabasePatch? Patch(SqlDatabaseData data, ComputeSize size, int pauseMinutes)
    {
        var differs = !string.Equals(data.RequestedServiceObjectiveName ?? SkuName.Of(data), size.Name, StringComparison.OrdinalIgnoreCase);
        var delay = Delay(size, pauseMinutes);
        return differs || data.AutoPauseDelay != delay
            ? new SqlDatabasePatch { Sku = differs ? SkuName.Parse(size.Name) : null, MinCapacity = differs ? size.MinVCores ?? LeastVCores : null, AutoPauseDelay = delay }
            : null;
    }

    /// <summary>The delay asked for, or the next longer one that the region takes.</summary>
    private static int Delay(ComputeSize size, int minutes) => size.PauseDelays?.AtLeast(minutes) ?? minutes;
}
