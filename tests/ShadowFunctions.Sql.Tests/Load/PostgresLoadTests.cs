using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Load;

public sealed class PostgresLoadTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_runs_on_a_copy_of_the_shadow_and_is_measured()
    {
        var shadow = await ShadowAsync();
        await using (var target = await PostgresLoadTarget.CreateAsync(shadow, Cancel))
        {
            var plan = new LoadPlan(
                [
                    Statement("read", "SELECT * FROM item WHERE id = $1 AND at > now() - $2::interval", v => (v[0], v[1]) = ("7", "1 day"), "$1", "$2"),
                    Statement("write", "UPDATE item SET name = $1 WHERE id = $2", v => (v[0], v[1]) = (null, "8"), "$1", "$2"),
                    Statement("divides", "SELECT 1 / $1", v => v[0] = "0", "$1"),
                ],
                [new LoadUnit("read", [0], 200), new LoadUnit("pay", [0, 1], 50, IsTransaction: true), new LoadUnit("bad", [0, 2, 1], 10, IsTransaction: true)]);
            var settings = new LoadSettings { Segments = [new(2, 260)], Connections = 4, WarmUpSeconds = 0.5, Seed = 3, DrainSeconds = 60 };
            var window = await new LoadMeter(new LoadGenerator(new LoadClock()), new LoadClock()) { MostRepeats = 0 }.RunAsync(plan, target, settings, Cancel);

            Assert.Equal(window.Load.Due, window.Load.Completed);
            Assert.Equal(0, window.Load.Statements[0].Errors + window.Load.Statements[1].Errors);
            Assert.Equal(window.Load.Statements[2].Executions, window.Load.Statements[2].Errors);
            Assert.StartsWith("22012", Assert.Single(window.Load.Errors).Key, StringComparison.Ordinal);
            Assert.True(window.Used is { LogicalReads: > 0, LogBytes: > 0, NetworkBytes: > 10_000, StorageBytes: > 1e6, Workers: >= 0 });
            Assert.True(!OperatingSystem.IsLinux() || window.Used is { CpuSeconds: > 0, MemoryBytes: > 64e6 });
            Assert.True(window.Load.Statements[0].ResultBytes > 0);
        }

        Assert.Equal("name 8", await ScalarAsync(shadow, "SELECT name FROM item WHERE id = 8"));
        Assert.Equal(0L, await ScalarAsync(shadow, "SELECT count(*) FROM pg_database WHERE datname LIKE '%load%'"));
    }

    [Theory]
    [InlineData("scram-sha-256")]
    [InlineData("md5")]
    [InlineData("password")]
    public async Task Every_way_to_log_in_with_a_password_works(string method)
    {
        var folder = postgres.Cluster.Folder;
        var role = postgres.NewName("role");
        var encryption = method == "md5" ? "md5" : "scram-sha-256";
        await ScalarAsync(postgres.Cluster.Connection(), $"SET password_encryption = '{encryption}'; CREATE ROLE {role} LOGIN PASSWORD 'open, sésame'");
        var rules = Path.Combine(folder, "data", "pg_hba.conf");
        var before = await File.ReadAllTextAsync(rules, Cancel);
        try
        {
            await File.WriteAllTextAsync(rules, $"local all {role} {method}\n{before}", Cancel);
            await ScalarAsync(postgres.Cluster.Connection(), "SELECT pg_reload_conf()");
            await Task.Delay(200, Cancel); // The server has no way to tell that it has read its rules.
            var settings = new NpgsqlConnectionStringBuilder(postgres.Cluster.Connection(user: role)) { Password = "open, sésame" };
            using (PostgresLogin.Open(settings))
            {
            }

            settings.Password = "wrong";
            Assert.Equal("28P01", Assert.Throws<PostgresLoadException>(() => PostgresLogin.Open(settings)).SqlState);
        }
        finally
        {
            await File.WriteAllTextAsync(rules, before, Cancel);
            await ScalarAsync(postgres.Cluster.Connection(), "SELECT pg_reload_conf()");
        }
    }

    private static LoadStatement Statement(string id, string text, DrawAll draw, params string[] parameters) =>
        new(new QueryTemplate(id, text, QueryClass.Read), parameters, (_, values) => draw(values));

    private static async Task<object?> ScalarAsync(string connection, string text)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(text, opened);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private async Task<string> ShadowAsync()
    {
        var name = postgres.NewName("shadow");
        await ScalarAsync(postgres.Cluster.Connection(), $"CREATE DATABASE {name}");
        var connection = postgres.Cluster.Connection(name);
        await ScalarAsync(connection, "CREATE TABLE item(id int PRIMARY KEY, name text, at timestamptz DEFAULT now())");
        await ScalarAsync(connection, "INSERT INTO item(id, name) SELECT i, 'name ' || i FROM generate_series(1, 1000) i");
        return connection;
    }

    private delegate void DrawAll(Span<object?> values);
}
