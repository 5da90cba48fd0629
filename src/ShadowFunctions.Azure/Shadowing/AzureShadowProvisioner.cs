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
            if (found is null)
            {
                var location = await _server.LocationAsync(server, cancellationToken);
                found = await _server.CreateOnceAsync(id, Role, store, () => Wanted(location), cancellationToken);
            }

            if (found is null || found.Status == SqlDatabaseStatus.Creating)
            {
                throw new TransientCloudException($"The shadow of store '{store.Id}' is being made.") { RetryAfter = WhileCreating };
            }

            if (Patch(found, connection.Options.ShadowSize, connection.Options.ShadowAutoPauseMinutes) is not null)
            {
                await _server.UpdateAsync(
                    id, Role, store, d => Patch(d, connection.Options.ShadowSize, connection.Options.ShadowAutoPauseMinutes), cancellationToken);
            }

            return new ShadowHandle(_server.ConnectionTo(id), Known(connection.Options.ShadowSize).PricePerHour);
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

            var size = Known(SizeOf(data));
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
            // A change of a paused database would wake it.
            await _server.UpdateAsync(
                id, Role, store, d => d.Status == SqlDatabaseStatus.Paused ? null : Patch(d, ParkedSize, ShortestPauseMinutes), cancellationToken);
            return true;
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var id = ShadowServer.IdOf(_server.For(store), NameOf(store));
        return CloudErrors.CallAsync($"Removing the shadow of store '{store.Id}'", () => _server.DeleteAsync(id, Role, store, cancellationToken), cancellationToken);
    }

    private static string NameOf(Store store) => $"shadow-{store.Id}";

    private static string SizeOf(SqlDatabaseData data) => data.CurrentServiceObjectiveName ?? SkuName.ToSize(data.Sku);

    private SqlDatabaseData Wanted(global::Azure.Core.AzureLocation location)
    {
        AzureOptions options = connection.Options;
        return new SqlDatabaseData(location)
        {
            Sku = SkuName.Parse(options.ShadowSize),
            MinCapacity = LeastOf(options.ShadowSize),
            AutoPauseDelay = options.ShadowAutoPauseMinutes,
            MaxSizeBytes = options.ShadowMaxSizeGiB * GibiByte,
            RequestedBackupStorageRedundancy = SqlBackupStorageRedundancy.Local,
        };
    }

    /// <summary>What differs from a size and a pause delay; null when nothing does. A change that runs already is not asked for again.</summary>
    private SqlDatabasePatch? Patch(SqlDatabaseData data, string size, int pauseMinutes)
    {
        var differs = !string.Equals(data.RequestedServiceObjectiveName ?? SizeOf(data), size, StringComparison.OrdinalIgnoreCase);
        return differs || data.AutoPauseDelay != pauseMinutes
            ? new SqlDatabasePatch { Sku = differs ? SkuName.Parse(size) : null, MinCapacity = differs ? LeastOf(size) : null, AutoPauseDelay = pauseMinutes }
            : null;
    }

    private double LeastOf(string size) => Known(size).MinVCores ?? LeastVCores;

    private ComputeSize Known(string size) => sizes.FindSize(size) ?? throw new UnknownSizeException(size, sizes.LadderOf(connection.Options.ShadowSize, pool: false));
}
