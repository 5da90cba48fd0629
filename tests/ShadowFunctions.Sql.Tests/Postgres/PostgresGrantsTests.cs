using Npgsql;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

public sealed class PostgresGrantsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_is_told_each_right_it_lacks_as_the_owners_statement_until_it_has_them()
    {
        var role = $"Reader {Guid.NewGuid():N}";
        var database = postgres.NewName("production");
        await using (var server = await OpenAsync(postgres.Cluster.Connection()))
        {
            await ExecuteAsync(server, $"CREATE DATABASE {database}");
            await ExecuteAsync(server, $"CREATE ROLE \"{role}\" LOGIN");
        }

        await using var owner = await OpenAsync(postgres.Cluster.Connection(database));
        await using var reader = await OpenAsync(postgres.Cluster.Connection(database));
        await ExecuteAsync(reader, $"SET ROLE \"{role}\"");

        var missing = await new PostgresDialect().MissingAsync(reader, Cancel);
        Assert.Equal([$"GRANT pg_read_all_stats TO \"{role}\";", "CREATE EXTENSION pg_stat_statements;"], missing);

        await ExecuteAsync(owner, missing[0]);
        await ExecuteAsync(owner, $"CREATE PUBLICATION {PostgresChangeLog.Publication}");
        var later = await new PostgresDialect().MissingAsync(reader, Cancel);
        Assert.Equal(["CREATE EXTENSION pg_stat_statements;", $"ALTER ROLE \"{role}\" REPLICATION;"], later);

        await ExecuteAsync(owner, later[1]);
        Assert.Equal(["CREATE EXTENSION pg_stat_statements;"], await new PostgresDialect().MissingAsync(reader, Cancel));
    }

    private static async Task<NpgsqlConnection> OpenAsync(string text)
    {
        var connection = new NpgsqlConnection($"{text};Pooling=false");
        await connection.OpenAsync(Cancel);
        return connection;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Texts of this test.")]
    private static async Task ExecuteAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
