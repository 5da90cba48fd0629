using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Workload.Recording;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Workload.Recording;

/// <summary>A server that keeps statement statistics. Production's statements run as the role app, the product reads as postgres.</summary>
public sealed class RecordingServer : PostgresFixture
{
    protected override string[] Settings => [.. base.Settings, "shared_preload_libraries=pg_stat_statements"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A database with 1,000 customers of 4 purchases each, and nothing recorded yet.</summary>
    public async Task<Store> StoreAsync(int customers = 1000, bool records = true)
    {
        var name = NewName("store");
        await RunAsync(Cluster.Connection(), "DO $$ BEGIN CREATE ROLE app LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await RunAsync(Cluster.Connection(), $"CREATE DATABASE {name} OWNER app");
        var connection = Cluster.Connection(name);
        await RunAsync(connection, (records ? "CREATE EXTENSION pg_stat_statements;" : "") + $"""
            CREATE TABLE customer(id int PRIMARY KEY, name text, jpg_url text);
            CREATE TABLE purchase(id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customer(id), total numeric(10,2));
            CREATE INDEX purchase_of ON purchase(customer_id);
            INSERT INTO customer SELECT i, 'name ' || i FROM generate_series(1, {customers}) i;
            INSERT INTO purchase SELECT i, 1 + i % {customers}, i FROM generate_series(1, {4 * customers}) i;
            GRANT ALL ON ALL TABLES IN SCHEMA public TO app;
            """);
        await RunAsync(connection, "VACUUM ANALYZE");
        if (records)
        {
            await RunAsync(connection, "SELECT pg_stat_statements_reset()");
        }

        return new Store { Id = name, ResourceId = $"/{name}", Region = "local", ProductionConnection = connection };
    }

    /// <summary>A new source with a memory of its own, or one that was kept.</summary>
    public static IWorkloadSource Source(IStateStore state) => new EngineWorkloadSource(new SqlDialects([new PostgresDialect(), new SqliteDialect()]), state);

    /// <summary>Runs a statement as production's own application, without the driver's questions of its own.</summary>
    public Task AsAppAsync(Store store, string text) => RunAsync(Cluster.Connection(store.Id, "app") + ";Server Compatibility Mode=NoTypeLoading", text);

    /// <summary>The first value of a question.</summary>
    public static async Task<object?> RunAsync(string connection, string text)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(text, opened);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
