using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Rehearsal;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.Sql.Workload.Recording;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Tests.Shadowing;

/// <summary>The app's loop over a real PostgreSQL: it sees the mix, samples, rehearses and learns what each statement costs.</summary>
public sealed class PostgresMixTests(PostgresMixTests.RecordingServer server) : IClassFixture<PostgresMixTests.RecordingServer>
{
    /// <summary>Unlike any number or text that the app could store by chance.</summary>
    private const string Number = "471108154711";
    private const string Purchases = """
        CREATE TABLE purchase(id bigint PRIMARY KEY, total int, note text);
        INSERT INTO purchase SELECT i, i, 'note ' || i FROM generate_series(1, 5000) i;
        ANALYZE purchase;
        """;

    private const string Words = "not to be told to anybody";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cycle_learns_the_mix_that_production_recorded()
    {
        var (production, shadow) = (server.Cluster.Connection("shop"), server.Cluster.Connection("shadow"));
        await MakeAsync(production);
        await using var world = await FleetWorld.OpenAsync(UsePostgres);
        await ConnectAsync(world, production, shadow);
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromHours(2));
        await world.RunCycleAsync();

        var seen = await world.GetAsync($"api/stores/{FleetWorld.Calm}/shadow");
        var statement = Assert.Single(seen["capacityModel"]!["statements"]!.AsArray())!;
        Assert.StartsWith("SELECT sum(total)", statement["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(statement["ratePerSecond"]!.GetValue<double>() > 0);
        Assert.True(statement["logicalWork"]!.GetValue<double>() >= 1);
        Assert.True(seen["shadow"]!["lastRunStatements"]!.GetValue<long>() > 0);
        var stored = world.Stored();
        Assert.Contains("SELECT sum(total)", stored, StringComparison.Ordinal);
        Assert.All([Number, Words], literal => Assert.DoesNotContain(literal, stored, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_statistics_the_model_says_why_it_knows_nothing()
    {
        var (production, shadow) = (server.Cluster.Connection("quiet"), server.Cluster.Connection("beside"));
        await ExecuteAsync(server.Cluster.Connection(), "CREATE DATABASE quiet");
        await ExecuteAsync(server.Cluster.Connection(), "CREATE DATABASE beside");
        await ExecuteAsync(production, Purchases);
        await using var world = await FleetWorld.OpenAsync(UsePostgres);
        await ConnectAsync(world, production, shadow);
        await world.RunCycleAsync();
        var seen = await world.GetAsync($"api/stores/{FleetWorld.Calm}/shadow");
        Assert.True(seen["capacityModel"] is not null, seen.ToJsonString());
        Assert.Contains("pg_stat_statements is off", seen["capacityModel"]!["unreliable"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static Task ConnectAsync(FleetWorld world, string production, string shadow) => world.ChangeAsync(FleetWorld.Calm, store =>
    {
        (store["productionConnection"], store["shadowConnection"]) = (production, shadow);
        store["configuration"]!["replication"]!["entityRoot"] = "purchase";
        store["configuration"]!["replication"]!["masking"] = new System.Text.Json.Nodes.JsonArray();
    });

    private static void UsePostgres(IServiceCollection services)
    {
        services.AddSingleton(new SqlDialects([new PostgresDialect()]));
        services.AddSingleton<IReplicator>(p => new SampledReplicator(new PostgresDialect(), p.GetRequiredService<IMaskingKeyProvider>()));
        services.AddSingleton<IWorkloadRunner>(new WorkloadRunner(new PostgresDialect()));
        services.AddSingleton<IWorkloadSource, EngineWorkloadSource>();
    }

    private async Task MakeAsync(string production)
    {
        await ExecuteAsync(server.Cluster.Connection(), "CREATE ROLE app LOGIN");
        await ExecuteAsync(server.Cluster.Connection(), "CREATE DATABASE shop");
        await ExecuteAsync(server.Cluster.Connection(), "CREATE DATABASE shadow");
        await ExecuteAsync(production, Purchases);
        await ExecuteAsync(production, """
            GRANT SELECT ON purchase TO app;
            CREATE EXTENSION pg_stat_statements;
            """);
        await ExecuteAsync(production, "SELECT pg_stat_statements_reset()");
        for (var i = 0; i < 20; i++)
        {
            await ExecuteAsync(server.Cluster.Connection("shop", "app") + ";Server Compatibility Mode=NoTypeLoading", $"SELECT sum(total) FROM purchase WHERE id > {i} AND id < {Number} AND note <> '{Words}'");
        }
    }

    private static async Task ExecuteAsync(string connection, string text)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(text, opened);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>A server that keeps statement statistics.</summary>
    public sealed class RecordingServer : PostgresFixture
    {
        protected override string[] Settings => [.. base.Settings, "shared_preload_libraries=pg_stat_statements"];
    }
}
