using ShadowFunctions.TestKit;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Azure.Tests.State;

public sealed class AzureStateStoreTests(Azurite azurite) : StateStoreConformance(new AzuriteState(azurite).Documents);

public sealed class AzureHistoryStoreTests(Azurite azurite) : HistoryStoreConformance(new AzuriteState(azurite).History);

public sealed class AzureBlobStateTests(Azurite azurite) : BlobStateConformance(new AzuriteState(azurite).Blobs);

public sealed class AzureDecisionLogTests(Azurite azurite) : DecisionLogConformance(new AzuriteState(azurite).Decisions);
