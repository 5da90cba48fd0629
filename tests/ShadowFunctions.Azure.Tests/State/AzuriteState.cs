using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ShadowFunctions.Azure.State;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.TestKit;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace ShadowFunctions.Azure.Tests.State;

/// <summary>The stores over the emulator. Every call makes new clients, as another process would.</summary>
public sealed class AzuriteState(Azurite azurite)
{
    public IStateStore Documents() => new AzureStateStore(Storage());

    public IHistoryStore History() => new AzureHistoryStore(Storage());

    public IBlobState Blobs() => new BlobState(Documents());

    public IDecisionLog Decisions() => new DecisionLog(Documents());

    public AzureStateStorage Storage() => new(new TableServiceClient(azurite.ConnectionString), new BlobServiceClient(azurite.ConnectionString));
}
