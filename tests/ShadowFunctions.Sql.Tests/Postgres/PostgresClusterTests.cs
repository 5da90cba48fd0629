using Npgsql;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

public sealed class PostgresClusterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_crashed_cluster_comes_back_with_what_was_committed()
    {
        var cluster = postgres.Cluster;
        await ExecuteAsync("CREATE TABLE kept(id int); INSERT INTO kept VALUES (1)");
        await cluster.CrashAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync("SELECT 1"));
        await cluster.StartAgainAsync();
        Assert.Equal(1L, await ExecuteAsync("SELECT count(*) FROM kept"));
        Assert.True(File.Exists(Path.Combine(PostgresCluster.Binaries, "pgbench")));
    }

    private async Task<object?> ExecuteAsync(string text)
    {
        await using var connection = new NpgsqlConnection(postgres.Cluster.Connection() + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
