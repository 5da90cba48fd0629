using Azure;
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
public sealed class AzureShadowProvisioner(AzureConnection connection, SizeCatalog sizes) : IShadowProvisioner
{
    private const string RoleTag = "role";
    private const string Role = "shadow";
    private const string StoreTag = "store";
    private const long GibiByte = 1L << 30;
    private static readonly TimeSpan WhileCreating = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    /// <remarks>Making a database takes minutes: until it is online every call ends in <see cref="TransientCloudException"/>.</remarks>
    public Task<ShadowHandle> EnsureAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var server = ShadowServerFor(store);
        return CloudErrors.CallAsync($"Making the shadow of store '{store.Id}'", EnsureAsync, cancellationToken);

        async Task<ShadowHandle> EnsureAsync()
        {
            SqlDatabaseData? found = await FindAsync(server, store, cancellationToken);
            if (found is null)
            {
                await CreateAsync(server, store, cancellationToken);
                found = await FindAsync(server, store, cancellationToken);
            }

            return found?.Status == SqlDatabaseStatus.Creating || found is null
                ? throw new TransientCloudException($"The shadow of store '{store.Id}' is being made.") { RetryAfter = WhileCreating }
                : Handle(store, server);
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var server = ShadowServerFor(store);
        return CloudErrors.CallAsync($"Removing the shadow of store '{store.Id}'", RemoveAsync, cancellationToken);

        async Task<bool> RemoveAsync()
        {
            if (await FindAsync(server, store, cancellationToken) is null)
            {
                return false;
            }

            SqlDatabaseResource database = connection.ShadowArm.GetSqlDatabaseResource(new ResourceIdentifier($"{server}/databases/{NameOf(store)}"));
            await database.DeleteAsync(WaitUntil.Started, cancellationToken);
            return true;
        }
    }

    private static string NameOf(Store store) => $"shadow-{store.Id}";

    /// <summary>The store's shadow; null when there is none. A database of that name that is not our shadow is never touched.</summary>
    private async Task<SqlDatabaseData?> FindAsync(ResourceIdentifier server, Store store, CancellationToken cancellationToken)
    {
        try
        {
            SqlDatabaseResource database = connection.ShadowArm.GetSqlDatabaseResource(new ResourceIdentifier($"{server}/databases/{NameOf(store)}"));
            SqlDatabaseData data = (await database.GetAsync(cancellationToken: cancellationToken)).Value.Data;
            return HasTag(data, RoleTag, Role) && HasTag(data, StoreTag, store.Id)
                ? data
                : throw Refused("NotOurShadow", $"'{data.Id}' does not carry the tags {RoleTag}={Role} and {StoreTag}={store.Id}; rename it or tag it");
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return null;
        }
    }

    private async Task CreateAsync(ResourceIdentifier server, Store store, CancellationToken cancellationToken)
    {
        AzureOptions options = connection.Options;
        SqlServerResource owner = (await connection.ShadowArm.GetSqlServerResource(server).GetAsync(cancellationToken: cancellationToken)).Value;
        var data = new SqlDatabaseData(owner.Data.Location)
        {
            Sku = SkuName.Parse(options.ShadowSize),
            AutoPauseDelay = options.ShadowAutoPauseMinutes,
            MaxSizeBytes = options.ShadowMaxSizeGiB * GibiByte,
            RequestedBackupStorageRedundancy = SqlBackupStorageRedundancy.Local,
        };
        data.MinCapacity = Math.Max(0.5, data.Sku.Capacity!.Value / 8.0);
        data.Tags.Add(RoleTag, Role);
        data.Tags.Add(StoreTag, store.Id);
        await owner.GetSqlDatabases().CreateOrUpdateAsync(WaitUntil.Started, NameOf(store), data, cancellationToken);
    }

    private ShadowHandle Handle(Store store, ResourceIdentifier server)
    {
        AzureOptions options = connection.Options;
        var client = options.ShadowIdentityClientId is { Length: > 0 } own ? own : options.ManagedIdentityClientId;
        var identity = client is { Length: > 0 } ? $"User Id={client};" : "";
        return new ShadowHandle(
            $"Server=tcp:{server.Name}.{connection.SqlHostSuffix},1433;Database={NameOf(store)};Authentication=Active Directory Default;{identity}Encrypt=True",
            (sizes.FindSize(options.ShadowSize) ?? throw new InvalidOperationException("Azure:ShadowSize was not validated.")).PricePerHour);
    }

    private ResourceIdentifier ShadowServerFor(Store store)
    {
        _ = StoreResource.Kind(store);
        if (connection.Options.ShadowServerId is not { Length: > 0 } shadowServer)
        {
            throw Refused("ShadowServerNotConfigured", "Azure:ShadowServerId is empty; name the logical server that holds shadows");
        }

        var server = new ResourceIdentifier(shadowServer.TrimEnd('/'));
        return AllowList.IsOrIsBelow(store.ResourceId, server.ToString())
            ? throw Refused(
                "ShadowOnProduction", $"store '{store.Id}' lives on the shadow server '{server}'; shadows need a server of their own")
            : server;
    }

    private static bool HasTag(SqlDatabaseData data, string tag, string value) =>
        data.Tags.TryGetValue(tag, out string? actual) && string.Equals(actual, value, StringComparison.Ordinal);

    private static CloudRefusedException Refused(string code, string why) => new($"Nothing was made or removed: {why}.") { ErrorCode = code };
}
