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
            _azure.Monitor.Average = (id, metric, minute) =>
                Stores.FirstOrDefault(s => s.ResourceId == id) is { } store && CpuVCores(store, minute) is { } used
                    ? metric switch { "cpu_used" => used, "cpu_limit" => 4, "cpu_percent" => used / 4 * 100, _ => null }
                    : null;
        }

        public IMetricsSource Source { get; }

        public IReadOnlyList<Store> Stores { get; } = [.. new[] { "a", "b", "c" }.Select(CloudStores.Database)];

        public DateTimeOffset From => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public DateTimeOffset Until => From.AddMinutes(15);

        public double? CpuVCores(Store store, DateTimeOffset minute) =>
            minute.Minute % 5 == 4 ? null : (store.Id[0] - 'a' + 1) * 0.5 + minute.Minute / 100.0;

        public ValueTask DisposeAsync()
        {
            _azure.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
