using Microsoft.Extensions.Options;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Inventory;
using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Local.Cloud;
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

public sealed class EmulatedCapabilitySourceTests : CapabilitySourceConformance, IAsyncDisposable
{
    private CloudFixture? _cloud;
    private LoopbackTransport? _transport;

    protected override async Task<ICapabilitySource> OpenAsync(int failures = 0)
    {
        _cloud = await CloudFixture.StartAsync(o => o with
        {
            Refusals = [new EmulatedRefusal("westeurope", "GP_Gen5_6", "no room")],
            Faults = new FaultScript { Rules = [new FaultRule { Request = CloudRequestKind.GetCapabilities, First = 2, Count = failures, Status = 503 }] },
        });
        _transport = _cloud.Cloud.CreateTransport();
        return new AzureCapabilitySource(new AzureConnection(new OptionsWrapper<AzureOptions>(new AzureOptions()), new EmulatorCredential(), _transport));
    }

    public async ValueTask DisposeAsync()
    {
        _transport?.Dispose();
        await (_cloud?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
