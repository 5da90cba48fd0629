using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects.Postgres;
using ShadowFunctions.Sql.Rehearsal;
using ShadowFunctions.TestKit.Data;
using ShadowFunctions.TestKit.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

public sealed class PostgresWorkloadRunnerConformanceTests(PostgresFixture postgres)
    : WorkloadRunnerConformance, IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private PostgresShop _shop = null!;

    protected override Store Store => _shop.Store with { ProductionConnection = "Host=/nowhere/at/all;Username=postgres;Timeout=2" };

    protected override WorkloadProfile Profile { get; } = new("shop",
    [
        new(new QueryTemplate("read", "SELECT * FROM sales.orders WHERE customer_id = $1 AND ordered_at < $2", QueryClass.Read), 30, 0.8),
        new(new QueryTemplate("write", "UPDATE stock SET quantity = quantity - $1 WHERE product_id = $2", QueryClass.Write), 10),
        new(new QueryTemplate("insert", "INSERT INTO sales.orders(id, customer_id, status, total) VALUES ($1, $2, $3, $4)", QueryClass.Write), 5),
        new(new QueryTemplate("delete", "DELETE FROM sales.order_lines WHERE order_id = $1 AND line = ANY($2)", QueryClass.Write), 1),
        new(new QueryTemplate("range", "SELECT count(*) FROM products WHERE price BETWEEN $1 AND $2", QueryClass.Read), 1),
    ]);

    protected override (string Text, string Parameter) OrdersUpTo =>
        ("SELECT o.id FROM sales.orders o, customers c WHERE o.customer_id <= c.id AND c.id = $1", "$1");

    protected override double WorkTolerance => 0.2;

    public async ValueTask InitializeAsync()
    {
        _shop = await PostgresShop.CreateAsync(postgres);
        await _shop.SampleAsync(PostgresShop.Request("b1", 0.5));
    }

    public ValueTask DisposeAsync() => _shop?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override IWorkloadRunner Open() => new WorkloadRunner(new PostgresDialect());

    protected override async Task<string> ShadowAsync() => string.Join('\n', (await PostgresSample.ActualAsync(_shop)).SelectMany(t => t.Value.Prepend(t.Key)));
}
