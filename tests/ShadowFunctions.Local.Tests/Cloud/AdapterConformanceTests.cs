using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Local.Tests.Cloud;

public sealed class EmulatedCapacityControlTests : CapacityControlConformance
{
    protected override DateTimeOffset Now => CloudFixture.Start;

    protected override async Task<ICapacityWorld> OpenAsync() => await AdapterWorld.OpenAsync();
}

public sealed class EmulatedMetricsSourceTests : MetricsSourceConformance
{
    protected override async Task<IMetricsWorld> OpenAsync() => await AdapterWorld.OpenAsync();
}

public sealed class EmulatedTriggerControlTests : TriggerControlConformance, IAsyncLifetime
{
    private AdapterWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AdapterWorld.OpenAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    protected override (ITriggerControl Control, Func<int> Writes) Open() =>
        (new AzureTriggerControl(_world.Connection), () => _world.Wire.Writes);

    protected override Store Store(string id) => new() { Id = id, ResourceId = $"{CloudFixture.Server}/databases/{id}", Region = "westeurope" };
}
