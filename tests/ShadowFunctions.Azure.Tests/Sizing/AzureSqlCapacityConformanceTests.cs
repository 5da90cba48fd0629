using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Sizing;

public sealed class AzureSqlCapacityConformanceTests : CapacityControlConformance
{
    protected override Task<ICapacityWorld> OpenAsync() => Task.FromResult<ICapacityWorld>(new World());

    private sealed class World : ICapacityWorld
    {
        private readonly FakeAzure _azure = new();

        public World() => _azure.Sql.Add(Store.ResourceId, "GP_Gen5_2");

        public ICapacityControl Control => Reopen();

        public Store Store { get; } = CloudStores.Database("orders");

        public int Changes => _azure.Writes.Count(r => r.Method != "POST");

        public ICapacityControl Reopen() => new AzureSqlCapacityControl(Connect.To(_azure));

        public Task FinishChangesAsync()
        {
            _azure.Sql.FinishChanges();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _azure.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
