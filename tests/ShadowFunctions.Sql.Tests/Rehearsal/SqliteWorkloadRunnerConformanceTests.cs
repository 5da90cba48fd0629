using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Rehearsal;
using ShadowFunctions.TestKit.Data;

namespace ShadowFunctions.Sql.Tests.Rehearsal;

public sealed class SqliteWorkloadRunnerConformanceTests : WorkloadRunnerConformance, IAsyncLifetime
{
    private readonly ShopDatabase _shop = new();

    protected override Store Store => _shop.Store with { ProductionConnection = "Data Source=/nowhere/production.db" };

    protected override WorkloadProfile Profile { get; } = new("shop",
    [
        new(new QueryTemplate("read", "SELECT * FROM orders WHERE customer_id = @customer", QueryClass.Read), 30, 0.8),
        new(new QueryTemplate("write", "UPDATE orders SET total = total * 2 WHERE id = @id", QueryClass.Write), 10),
        new(new QueryTemplate("delete", "DELETE FROM order_lines WHERE order_id = @order", QueryClass.Write), 1),
    ]);

    protected override (string Text, string Parameter) OrdersUpTo =>
        ("SELECT o.id FROM orders o, customers c WHERE o.customer_id <= c.id AND c.id = @customer", "@customer");

    public async ValueTask InitializeAsync() => await _shop.SampleAsync(ShopDatabase.Request("b1", 0.5));

    public ValueTask DisposeAsync()
    {
        _shop.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override IWorkloadRunner Open() => new WorkloadRunner(new SqliteDialect());

    protected override Task<string> ShadowAsync() => Task.FromResult(string.Join('\n',
        new[] { "customers", "orders", "order_lines" }.SelectMany(t => _shop.Shadow($"SELECT * FROM {t}")).Select(r => string.Join('|', r))));
}
