using Microsoft.Extensions.Options;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Shadowing;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Local.Tests.Cloud;

public sealed class EmulatedShadowTests : ShadowProvisionerConformance
{
    protected override async Task<IShadowWorld> OpenAsync() => await World.OpenAsync();

    /// <summary>The adapters over the emulated cloud; the shadow server holds one database that is not ours.</summary>
    private sealed class World : IShadowWorld
    {
        private const string Group = "rg-shadows";
        private readonly CloudFixture _cloud;
        private readonly LoopbackTransport _transport;
        private readonly CountingTransport _wire;

        private World(CloudFixture cloud)
        {
            _cloud = cloud;
            _transport = cloud.Cloud.CreateTransport();
            _wire = new CountingTransport(_transport);
            var options = new AzureOptions
            {
                ShadowServerId = $"/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/{Group}/providers/Microsoft.Sql/servers/sql-shadows",
            };
            var connection = new AzureConnection(new OptionsWrapper<AzureOptions>(options), new EmulatorCredential(), _wire);
            Provisioner = new AzureShadowProvisioner(connection, SizeCatalog.Embedded, new FreeWrites());
            Sources = new AzureReadSourceProvisioner(connection, SizeCatalog.Embedded, new FreeWrites());
        }

        public IShadowProvisioner Provisioner { get; }

        public IReadSourceProvisioner Sources { get; }

        public Store Store => Allowed(StoreOf("orders"));

        public Store Hyperscale => Allowed(StoreOf("archive"));

        public DateTimeOffset Now => _cloud.Clock.Now;

        public int Writes => _wire.Writes;

        public static async Task<World> OpenAsync() => new(await CloudFixture.StartAsync(o => o with
        {
            Resources =
            [
                new EmulatedResource { StoreId = "orders", StartSize = "GP_Gen5_4", Trace = new ConstantTrace(1) },
                new EmulatedResource { StoreId = "archive", StartSize = "HS_Gen5_4", Trace = new ConstantTrace(1) },
                new EmulatedResource { StoreId = "other", StartSize = "GP_S_Gen5_1", Trace = new ConstantTrace(0), Server = "sql-shadows", ResourceGroup = Group },
            ],
        }));

        public Task FinishChangesAsync()
        {
            _cloud.Clock.Advance(TimeSpan.FromHours(1));
            return Task.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            _transport.Dispose();
            await _cloud.DisposeAsync();
        }

        private static Store StoreOf(string id) => new() { Id = id, ResourceId = $"{CloudFixture.Server}/databases/{id}", Region = "westeurope" };
    }
}
