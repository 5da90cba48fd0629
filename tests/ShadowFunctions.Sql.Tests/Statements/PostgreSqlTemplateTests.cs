using Npgsql;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Statements;

public sealed class PostgreSqlTemplateTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_real_server_accepts_the_template_of_every_nasty_statement()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(postgres.Cluster.Connection());
        await connection.OpenAsync(cancel);
        async Task RunAsync(string text)
        {
            await using var command = new NpgsqlCommand(text, connection);
            await command.ExecuteNonQueryAsync(cancel);
        }

        await RunAsync(""""
            CREATE TABLE t(id int PRIMARY KEY, name text, x jsonb, at timestamptz, a int[], digest bytea, flags varbit, code text,
                "a$1" int, data text, "it's a ""name""" text)
            """");
        foreach (var (_, template) in NastyStatements.PostgreSql.Where(s => s.Template is not null))
        {
            try
            {
                await RunAsync($"PREPARE nasty AS {template}");
            }
            catch (PostgresException e)
            {
                Assert.Fail($"{template}: {e.MessageText}");
            }

            await RunAsync("DEALLOCATE nasty");
        }
    }
}
