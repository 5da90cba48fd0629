using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Data;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Sql.Tests.Workload.Recording;

public sealed class PostgresSourceConformanceTests(RecordingServer server) : WorkloadSourceConformance, IClassFixture<RecordingServer>, IAsyncLifetime
{
    private Store _store = null!;

    protected override Store Store => _store;

    protected override (DateTimeOffset From, DateTimeOffset Until) Window => (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(30));

    protected override IReadOnlyList<string> Literals => ["secret", "4711"];

    public async ValueTask InitializeAsync()
    {
        _store = await server.StoreAsync();
        await server.AsAppAsync(_store, "SELECT id FROM customer WHERE name = 'secret' AND id < 4711");
        await server.AsAppAsync(_store, "UPDATE customer SET name = 'secret' WHERE id = 4711 OR name LIKE 'name 1%'");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IWorkloadSource Open() => RecordingServer.Source(new MemoryStateStore());
}
