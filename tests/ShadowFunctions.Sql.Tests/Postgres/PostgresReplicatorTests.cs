using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

public sealed class PostgresReplicatorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private PostgresShop _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await PostgresShop.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _shop?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_first_copy_is_the_masked_closed_sample()
    {
        var batch = await _shop.SampleAsync(PostgresShop.Request("b1"));

        Assert.Null(batch.Guard);
        Assert.False(batch.MoreWaiting);
        Assert.Equivalent(await PostgresSample.ExpectedAsync(_shop, 0.2, 7, []), await PostgresSample.ActualAsync(_shop), strict: true);
        Assert.InRange(batch.Coverage, 0.1, 0.3);
    }
}
