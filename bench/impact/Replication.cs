using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Bench.Impact;

/// <summary>The replicator as it runs in a deployment: default rate, default headroom, real clock.</summary>
internal sealed class Replication : IMaskingKeyProvider
{
    private readonly Store _store;
    private readonly SampledReplicator _replicator;
    private int _batch;

    private Replication(PostgresCluster production, PostgresCluster shadow, string database)
    {
        _store = new Store
        {
            Id = "bench",
            Kind = StoreKind.PostgreSqlFlexibleServer,
            ResourceId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/flexibleServers/bench",
            Region = "westeurope",
            ProductionConnection = production.Connection(database),
            ShadowConnection = shadow.Connection("postgres"),
        };
        Dialect = new WatchedDialect();
        _replicator = new SampledReplicator(Dialect, this, TimeProvider.System);
    }

    public static ReplicationSettings Settings { get; } = new() { EntityRoot = "pgbench_accounts", ProductionVCores = Cores.OfProduction };

    public WatchedDialect Dialect { get; }

    public static async Task<Replication> CreateAsync(PostgresCluster production, PostgresCluster shadow, string database)
    {
        await using var owner = NpgsqlDataSource.Create(production.Connection(database));
        await using var connection = await owner.OpenConnectionAsync();
        foreach (var statement in PostgresChangeLog.Install(await new PostgresDialect().ReadSchemaAsync(connection, default), "postgres"))
        {
            await using var command = owner.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }

        return new Replication(production, shadow, database);
    }

    public Task<ReplicationBatch> PassAsync(double seconds) => _replicator.SampleAsync(
        _store,
        new ReplicationRequest($"b{_batch++}", DateTimeOffset.UtcNow, Settings, Settings.MaxRowsPerSecond, seconds, 1, 7),
        CancellationToken.None);

    public ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken) => new(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
}
