using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Fakes;

/// <summary>A test over the fake. Whatever it did, afterwards nothing of production may have been created, replaced or deleted.</summary>
public abstract class AzureTest : IDisposable
{
    private protected readonly FakeAzure _azure = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Assert.DoesNotContain(
            _azure.Requests,
            r => r.Method is "PUT" or "DELETE" && r.Path.StartsWith(CloudStores.ProductionGroup, StringComparison.OrdinalIgnoreCase));
        _azure.Dispose();
        GC.SuppressFinalize(this);
    }
}
