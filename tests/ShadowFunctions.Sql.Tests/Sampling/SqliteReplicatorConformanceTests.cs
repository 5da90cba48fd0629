using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Data;

namespace ShadowFunctions.Sql.Tests.Sampling;

public sealed class SqliteReplicatorConformanceTests : ReplicatorConformance, IDisposable
{
    private readonly ShopDatabase _shop = new();

    protected override Store Store => _shop.Store;

    protected override ReplicationSettings Settings { get; } = new() { SampleFraction = 0.2, EntityRoot = "customers" };

    public void Dispose() => _shop.Dispose();

    protected override IReplicator Open() => ShopDatabase.Replicator();

    protected override Store Unreachable() => Store with { ProductionConnection = "Data Source=/nowhere/production.db" };

    protected override Task ChangeProductionAsync()
    {
        _shop.Execute("UPDATE orders SET total = total + 1");
        return Task.CompletedTask;
    }

    protected override Task<string> ShadowAsync() => Task.FromResult(File.Exists(_shop.ShadowPath) ? Text(_shop.Shadow) : "");

    protected override Task<string> ProductionAsync() => Task.FromResult(Text(_shop.Production));

    private static string Text(Func<string, List<object?[]>> query) => string.Join('\n',
        query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_shadow%' ESCAPE '\\' ORDER BY name")
            .SelectMany(t => query($"SELECT * FROM \"{t[0]}\"")).Select(r => string.Join('|', r)));
}
