using ShadowFunctions.Azure.Metrics;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Metrics;

public sealed class AzureMetricsConformanceTests : MetricsSourceConformance
{
    protected override Task<IMetricsWorld> OpenAsync() => Task.FromResult<IMetricsWorld>(new World());

    private sealed class World : IMetricsWorld
    {
        private readonly FakeAzure _azure = new();

        public World()
        {
            Source = new AzureMetricsSource(Connect.To(_azure), SizeCatalog.Embedded);
            _azure.Monitor.Exists = id => !id.EndsWith("-gone", StringComparison.Ordinal);
            _azure.Sql.Add(Pool.ResourceId, "GP_Gen5_8").Databases.AddRange(Members.Select(name => CloudStores.Database(name).ResourceId));
            _azure.Monitor.Average = (id, metric, minute) =>
                Members.FirstOrDefault(name => CloudStores.Database(name).ResourceId == id) is { } member && MemberCpuVCores(member, minute) is { } cpu
                    ? metric switch { "cpu_used" => cpu, "cpu_limit" => 2, "cpu_percent" => cpu / 2 * 100, _ => null } :
                Stores.FirstOrDefault(s => s.ResourceId == id) is { } store && CpuVCores(store, minute) is { } used
                    ? metric switch { "cpu_used" => used, "cpu_limit" => 4, "cpu_percent" => used / 4 * 100, _ => null }
                    : null;
        }

        public IMetricsSource Source { get; }

        public IReadOnlyList<Store> Stores { get; } = [.. new[] { "a", "b", "c" }.Select(CloudStores.Database)];

        public Store Pool { get; } = CloudStores.Pool("pool");

        public IReadOnlyList<string> Members { get; } = ["z-noisy", "m-quiet", "n-silent"];

        public DateTimeOffset From => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public DateTimeOffset Until => From.AddMinutes(15);

        public double? CpuVCores(Store store, DateTimeOffset minute) =>
            minute.Minute % 5 == 4 ? null : (store.Id[0] - 'a' + 1) * 0.5 + minute.Minute / 100.0;

        public double? MemberCpuVCores(string name, DateTimeOffset minute) =>
            name == "n-silent" || minute.Minute % 5 == 4 ? null : MemberAtLimit(name, minute) ? 2 : 0.25 + (minute.Minute / 100.0);

        public bool MemberAtLimit(string name, DateTimeOffset minute) => name == "z-noisy" && minute.Minute % 5 == 2;

        public ValueTask DisposeAsync()
        {
            _azure.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
