using Azure.Core;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Shadowing;

/// <summary>
/// Makes named replicas, point-in-time restores and copies of a store's database on the shadow server, at the smallest size of its series. They
/// carry the tags <c>role=shadow-source</c> and <c>store=&lt;id&gt;</c> and a name with the run's id, which makes a repeat find them.
/// </summary>
/// <param name="connection">Credential, transport and the shadow server.</param>
/// <param name="sizes">Sizes to choose from.</param>
/// <param name="writes">What the budget of writes has to spare.</param>
public sealed class AzureReadSourceProvisioner(AzureConnection connection, SizeCatalog sizes, ISpareWrites writes) : IReadSourceProvisioner
{
    private const string Role = "shadow-source";

    // The newest minutes may not be in a backup of the log yet.
    private static readonly TimeSpan BackupLag = TimeSpan.FromMinutes(15);

    private readonly ShadowServer _server = new(connection, writes);
    private readonly ShadowSizes _sizes = new(connection, sizes);

    /// <inheritdoc/>
    public Task<ShadowHandle?> EnsureAsync(Store store, ReadSourceRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(run);
        var id = IdOf(store, run);
        RequireAllowed(store);
        return CloudErrors.CallAsync($"Making the read source of store '{store.Id}'", EnsureAsync, cancellationToken, changes: true);

        async Task<ShadowHandle?> EnsureAsync()
        {
            SqlDatabaseData? found = await _server.FindAsync(id, Role, store, cancellationToken);
            if (found is null)
            {
                SqlDatabaseData source = (await connection.ShadowArm.GetSqlDatabaseResource(new ResourceIdentifier(store.ResourceId))
                    .GetAsync(cancellationToken: cancellationToken)).Value.Data;
                var location = await _server.LocationAsync(id.Parent!, cancellationToken);
                RequireReach(store, run, source.Location, location);
                found = await _server.CreateOnceAsync(id, Role, store, () => Wanted(source, run, location), cancellationToken);
            }

            return found?.Status == SqlDatabaseStatus.Online
                ? new ShadowHandle(_server.ConnectionTo(id), _sizes.Known(SkuName.Of(found)).PricePerHour)
                : null;
        }
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(Store store, ReadSourceRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(run);
        var id = IdOf(store, run);
        return CloudErrors.CallAsync(
            $"Removing the read source of store '{store.Id}'", () => _server.DeleteAsync(id, Role, store, cancellationToken), cancellationToken, changes: true);
    }

    private static void RequireAllowed(Store store)
    {
        if (!store.Configuration.Replication.AllowUnmaskedReadSource)
        {
            throw ShadowServer.Refused(
                "UnmaskedReadSourceNotAllowed",
                $"a read source of store '{store.Id}' would hold production's data in clear; set replication.allowUnmaskedReadSource to true to allow it");
        }
    }

    /// <summary>A copy goes to any region; a restore and a named replica stay where their source is.</summary>
    private static void RequireReach(Store store, ReadSourceRun run, AzureLocation source, AzureLocation server)
    {
        if (run.Kind != ReadSource.DatabaseCopy && source != server)
        {
            throw ShadowServer.Refused(
                "ReadSourceInOtherRegion",
                $"a {run.Kind} of store '{store.Id}' would have to be in {source.Name}, and the shadow server is in {server.Name}; set replication.readFrom to databaseCopy");
        }
    }

    private ResourceIdentifier IdOf(Store store, ReadSourceRun run) => store.Kind == StoreKind.SqlDatabase
        ? ShadowServer.IdOf(_server.For(store), $"source-{run.Id}")
        : throw ShadowServer.Refused("ReadSourceNeedsDatabase", $"store '{store.Id}' is {store.Kind}; read sources are made of single databases");

    private SqlDatabaseData Wanted(SqlDatabaseData source, ReadSourceRun run, AzureLocation location)
    {
        var data = new SqlDatabaseData(location)
        {
            Sku = SkuName.Parse(Smallest(source)),
            SourceDatabaseId = source.Id,
            CreateMode = ModeOf(run.Kind),
        };
        switch (run.Kind)
        {
            case ReadSource.NamedReplica:
                data.SecondaryType = SecondaryType.Named;
                break;
            case ReadSource.PointInTimeRestore:
                data.RestorePointInTime = run.IntendedAt - BackupLag;
                data.RequestedBackupStorageRedundancy = SqlBackupStorageRedundancy.Local;
                break;
            default:
                data.RequestedBackupStorageRedundancy = SqlBackupStorageRedundancy.Local;
                break;
        }

        return data;
    }

    private static SqlDatabaseCreateMode ModeOf(ReadSource kind) => kind switch
    {
        ReadSource.NamedReplica => SqlDatabaseCreateMode.Secondary,
        ReadSource.PointInTimeRestore => SqlDatabaseCreateMode.PointInTimeRestore,
        ReadSource.DatabaseCopy => SqlDatabaseCreateMode.Copy,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Production is read as it is; nothing is made for it."),
    };

    /// <summary>The smallest size of the source's series whose storage holds what the source may hold.</summary>
    private string Smallest(SqlDatabaseData source)
    {
        var size = SkuName.Of(source);
        var ladder = _sizes.LadderWith(size);
        var series = ladder.Sizes.Where(s => s.SkuName == ladder[size].SkuName).ToList();
        return (series.Find(s => s.BindingLimit(new ResourceAmounts { StorageBytes = source.MaxSizeBytes }) is null) ?? series[^1]).Name;
    }
}
