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

    // The shop's statements are templates from the start; none may say how many rows it asks for.
    protected override IReadOnlyList<string> Literals => ["'", "LIMIT 1"];

    public void Dispose() => _shop.Dispose();

    protected override IWorkloadSource Open() => new LocalWorkloadSource(_shop.Driver);
}
