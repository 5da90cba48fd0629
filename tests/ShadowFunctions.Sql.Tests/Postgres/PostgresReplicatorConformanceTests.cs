using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Data;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

public sealed class PostgresReplicatorConformanceTests(PostgresFixture postgres)
    : ReplicatorConformance, IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private PostgresShop _shop = null!;

    protected override Store Store => _shop.Store;

    protected override ReplicationSettings Settings { get; } =
        new() { SampleFraction = 0.2, EntityRoot = "customers", ProductionVCores = 1000 };

    public async ValueTask InitializeAsync() => _shop = await PostgresShop.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _shop?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override IReplicator Open() => PostgresShop.Replicator();

    protected override Store Unreachable() => Store with { ProductionConnection = "Host=/nowhere/at/all;Username=postgres;Timeout=2" };

    protected override Task ChangeProductionAsync() => _shop.ExecuteAsync("UPDATE sales.orders SET total = total + 1");

    protected override async Task<string> ShadowAsync()
    {
        var tables = await _shop.ShadowAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'sales'");
        return tables[0][0] is 0L ? "" : Text(await PostgresSample.ActualAsync(_shop));
    }

    protected override async Task<string> ProductionAsync() => Text(await PostgresSample.ExpectedAsync(_shop, 1, 7, []));

    private static string Text(Dictionary<string, List<string>> tables) => string.Join('\n', tables.SelectMany(t => t.Value.Prepend(t.Key)));
}
