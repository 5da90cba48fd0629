using ShadowFunctions.Azure.Shadowing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Shadowing;

public sealed class AzureShadowConformanceTests : ShadowProvisionerConformance
{
    protected override Task<IShadowWorld> OpenAsync() => Task.FromResult<IShadowWorld>(new World());

    private sealed class World : IShadowWorld
    {
        private readonly FakeAzure _azure = new();

        public World()
        {
            _azure.Sql.Add(CloudStores.Database("orders").ResourceId, "GP_Gen5_4");
            _azure.Sql.Add(CloudStores.Database("archive").ResourceId, "HS_Gen5_4");
            var connection = Connect.To(_azure);
            Provisioner = new AzureShadowProvisioner(connection, SizeCatalog.Embedded, new FreeWrites());
            Sources = new AzureReadSourceProvisioner(connection, SizeCatalog.Embedded, new FreeWrites());
        }

        public IShadowProvisioner Provisioner { get; }

        public IReadSourceProvisioner Sources { get; }

        public Store Store => Allowed(CloudStores.Database("orders"));

        public Store Hyperscale => Allowed(CloudStores.Database("archive"));

        public DateTimeOffset Now => _azure.Sql.Now;

        public int Writes => _azure.Writes.Count();

        public Task FinishChangesAsync()
        {
            _azure.Sql.FinishChanges();
            foreach (var made in _azure.Sql.Resources.Values)
            {
                made.Status = "Online";
            }

            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _azure.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
