using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Load;

namespace ShadowFunctions.Sql.Tests.Load;

public sealed class SqliteLoadTests : IAsyncLifetime
{
    private readonly ShopDatabase _shop = new();

    public async ValueTask InitializeAsync() => await _shop.SampleAsync(ShopDatabase.Request("b1", 0.5));

    public ValueTask DisposeAsync()
    {
        _shop.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Many_connections_read_and_write_a_copy_and_the_shadow_stays_as_it_was()
    {
        var before = _shop.Shadow("SELECT sum(total), count(*) FROM orders").Single();
        var plan = new LoadPlan(
            [
                Statement("read", "SELECT * FROM orders WHERE id = @id"),
                Statement("write", "UPDATE orders SET total = total + 1 WHERE id = @id"),
                Statement("broken", "INSERT INTO orders(id) VALUES (@id)"),
            ],
            [new LoadUnit("read", [0], 80), new LoadUnit("pay", [0, 1], 20, IsTransaction: true), new LoadUnit("broken", [2], 5)]);
        await using (var target = await SqliteLoadTarget.CreateAsync(_shop.Store.ShadowConnection!, TestContext.Current.CancellationToken))
        {
            var settings = new LoadSettings { Segments = [new(1, 500)], Connections = 4, WarmUpSeconds = 0.2, Seed = 3, DrainSeconds = 60 };
            var window = await new LoadMeter(new LoadGenerator(new LoadClock()), new LoadClock()) { MostRepeats = 0 }
                .RunAsync(plan, target, settings, TestContext.Current.CancellationToken);

            Assert.Equal(window.Load.Due, window.Load.Completed);
            Assert.Equal(0, window.Load.Statements[0].Errors + window.Load.Statements[1].Errors);
            Assert.Equal(window.Load.Statements[2].Executions, window.Load.Statements[2].Errors);
            Assert.Contains(window.Load.Errors, e => e.Key.Contains("NOT NULL", StringComparison.Ordinal));
            Assert.True(window.Used is { CpuSeconds: > 0, LogicalReads: > 0, LogBytes: > 0, NetworkBytes: > 0, MemoryBytes: > 0, StorageBytes: > 0 });
        }

        Assert.Equal(before, _shop.Shadow("SELECT sum(total), count(*) FROM orders").Single());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_shop.ShadowPath)!, "shadow.db*"), f => !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal));
    }

    private static LoadStatement Statement(string id, string text) => new(
        new QueryTemplate(id, text, QueryClass.Read), ["@id"], (random, values) => values[0] = random.NextInt64(1, 600));
}
