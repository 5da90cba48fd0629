using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Azure.Triggers;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Triggers;

public sealed class AzureTriggerConformanceTests : TriggerControlConformance, IDisposable
{
    private readonly FakeAzure _azure = new();

    public void Dispose() => _azure.Dispose();

    protected override (ITriggerControl Control, Func<int> Writes) Open() =>
        (new AzureTriggerControl(Connect.To(_azure)), () => _azure.Requests.Count(r => r.Method != "GET"));
}
