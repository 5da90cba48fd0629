using Microsoft.Extensions.Options;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Metrics;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>The adapters to Azure over the emulated cloud: same code, another transport.</summary>
internal sealed class AdapterWorld : ICapacityWorld, IMetricsWorld
{
    private const string Group = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-production";
    private static readonly (string Id, string Size, double Demand)[] Databases =
        [("small", "GP_Gen5_2", 0.5), ("orders", "GP_Gen5_4", 1), ("ledger", "GP_Gen5_4", 2.5), ("audit", "GP_Gen5_4", 3.25)];

    private static readonly EmulatedMember[] Pooled =
        [new("noisy", new ConstantTrace(3.5)), new("quiet", new ConstantTrace(0.25)), new("busy", new ConstantTrace(1.5))];

    private readonly CloudFixture _cloud;
    private readonly LoopbackTransport _transport;

    private AdapterWorld(CloudFixture cloud)
    {
        _cloud = cloud;
        _transport = cloud.Cloud.CreateTransport();
        Wire = new CountingTransport(_transport);
        var options = new AzureOptions { AlertResourceGroupId = Group };
        options.AllowedResourceIds.Add(CloudFixture.Server);
        Connection = new AzureConnection(new OptionsWrapper<AzureOptions>(options), new EmulatorCredential(), Wire);
    }

    public CountingTransport Wire { get; }

    public AzureConnection Connection { get; }

    public ICapacityControl Control => Reopen();

    public Store Store => StoreOf("small");

    public int Changes => _cloud.Cloud.Report("small", CloudFixture.Start, _cloud.Clock.Now).Patches;

    public IMetricsSource Source => new AzureMetricsSource(Connection, SizeCatalog.Embedded);

    public IReadOnlyList<Store> Stores => [.. Databases.Skip(1).Select(d => StoreOf(d.Id))];

    public Store Pool { get; } = new() { Id = "shared", Kind = StoreKind.SqlElasticPool, ResourceId = CloudFixture.Pool, Region = "westeurope" };

    public IReadOnlyList<string> Members => [.. Pooled.Select(m => m.Name)];

    // After the start: what the emulated cloud tells of the time before it is a past at other sizes.
    public DateTimeOffset From => CloudFixture.Start.AddMinutes(5);

    public DateTimeOffset Until => From.AddMinutes(15);

    public static async Task<AdapterWorld> OpenAsync()
    {
        var cloud = await CloudFixture.StartAsync(o => o with
        {
            Resources =
            [
                .. Databases.Select(d => new EmulatedResource { StoreId = d.Id, StartSize = d.Size, Trace = new ConstantTrace(d.Demand) }),
                new EmulatedResource { StoreId = "shared", Kind = EmulatedResourceKind.ElasticPool, StartSize = "GP_Gen5_4", Members = Pooled, Trace = new PoolTrace(Pooled) },
            ],
        });
        (await cloud.PatchAsync($"{CloudFixture.Pool}?{CloudFixture.SqlVersion}", """{"properties":{"perDatabaseSettings":{"minCapacity":0,"maxCapacity":2}}}""")).Body!.AsObject();
        cloud.Clock.Advance(TimeSpan.FromMinutes(30));
        return new AdapterWorld(cloud);
    }

    public ICapacityControl Reopen() => new AzureSqlCapacityControl(Connection);

    public Task FinishChangesAsync()
    {
        _cloud.Clock.Advance(TimeSpan.FromHours(1));
        return Task.CompletedTask;
    }

    public double? CpuVCores(Store store, DateTimeOffset minute) => Databases.Single(d => d.Id == store.Id).Demand;

    public double? MemberCpuVCores(string name, DateTimeOffset minute) => Math.Min(2, Pooled.Single(m => m.Name == name).Trace.DemandVCores(minute));

    public bool MemberAtLimit(string name, DateTimeOffset minute) => name == "noisy";

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _cloud.DisposeAsync();
    }

    private static Store StoreOf(string id) => new() { Id = id, ResourceId = $"{CloudFixture.Server}/databases/{id}", Region = "westeurope" };
}
