using Npgsql;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.TestKit.Data;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

public sealed class PostgresOpenTransactionsTests(PostgresFixture postgres) : OpenTransactionsConformance, IClassFixture<PostgresFixture>
{
    protected override Store Store => StoreAt(postgres.Cluster.Connection());

    protected override IOpenTransactions Transactions { get; } = new EngineOpenTransactions(new SqlDialects([new PostgresDialect(), new SqliteDialect()]), TimeProvider.System);

    protected override async Task<IAsyncDisposable> BeginAsync()
    {
        var connection = await OpenAsync();
        await ExecuteAsync(connection, "BEGIN");
        await ExecuteAsync(connection, "SELECT pg_current_xact_id()");
        return connection;
    }

    protected override async Task PassAsync()
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, "SELECT pg_sleep(0.01)");
    }

    [Fact]
    public async Task What_this_product_has_open_itself_does_not_count()
    {
        await using var ours = await OpenAsync("Application Name=shadow-functions");
        await ExecuteAsync(ours, "BEGIN");
        Assert.Equal(new TransactionLook(null), await Transactions.LookAsync(Store, Cancel));
    }

    [Fact]
    public async Task A_role_that_may_not_see_what_others_do_is_told_what_to_grant()
    {
        await using (var owner = await OpenAsync())
        {
            await ExecuteAsync(owner, "CREATE ROLE blind LOGIN");
        }

        await using var open = await BeginAsync();
        var text = new NpgsqlConnectionStringBuilder(postgres.Cluster.Connection()) { Username = "blind" }.ConnectionString;
        var look = await Transactions.LookAsync(StoreAt(text), Cancel);
        Assert.Null(look.OldestSeconds);
        Assert.Contains("pg_read_all_stats", look.Unseen, StringComparison.Ordinal);

        await using var grant = await OpenAsync();
        await ExecuteAsync(grant, "GRANT pg_read_all_stats TO blind");
        Assert.NotNull((await Transactions.LookAsync(StoreAt(text), Cancel)).OldestSeconds);
    }

    [Theory]
    [InlineData("Host=/nowhere/at/all;Username=postgres;Timeout=2", "nowhere")]
    [InlineData("Data Source=file.db", "SQLite does not tell")]
    [InlineData("nonsense=1", "is of none of")]
    public async Task A_look_that_fails_says_why_and_throws_nothing(string connection, string why) =>
        Assert.Contains(why, (await Transactions.LookAsync(StoreAt(connection), Cancel)).Unseen, StringComparison.Ordinal);

    private static Store StoreAt(string connection) => new() { Id = "orders", ResourceId = "/x", Region = "x", ProductionConnection = connection };

    private async Task<NpgsqlConnection> OpenAsync(string more = "")
    {
        var connection = new NpgsqlConnection($"{postgres.Cluster.Connection()};Pooling=false;{more}");
        await connection.OpenAsync(Cancel);
        return connection;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant texts.")]
    private static async Task ExecuteAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
