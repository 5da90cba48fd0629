using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Local.Demo;
using ShadowFunctions.TestKit.Data;

namespace ShadowFunctions.Local.Tests.Demo;

public sealed class LocalWorkloadSourceConformanceTests : WorkloadSourceConformance, IDisposable
{
    private readonly EmulatedShop _shop = new();

    protected override Store Store => _shop.Store();

    protected override (DateTimeOffset From, DateTimeOffset Until) Window => (EmulatedShop.Start, EmulatedShop.Start.AddMinutes(60));

    /// <summary>What the shop's writes say in clear; how many rows a page of the shop shows is part of the template.</summary>
    protected override IReadOnlyList<string> Literals => ["paid", "new", "north", "Newly Registered", "mailbox.example", "1000"];

    public void Dispose() => _shop.Dispose();

    protected override IWorkloadSource Open() => new LocalWorkloadSource(_shop.Driver);
}
