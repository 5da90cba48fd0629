using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Core.Tests.State;

// Another handle over the same memory is the same object.
public sealed class MemoryState
{
    private readonly MemoryStateStore _documents = new();
    private readonly MemoryHistoryStore _history = new();

    public IStateStore Documents() => _documents;

    public IHistoryStore History() => _history;

    public IBlobState Blobs() => new BlobState(_documents);

    public IDecisionLog Decisions() => new DecisionLog(_documents);
}

public sealed class MemoryStateStoreTests(MemoryState state) : StateStoreConformance(state.Documents), IClassFixture<MemoryState>;

public sealed class MemoryHistoryStoreTests(MemoryState state) : HistoryStoreConformance(state.History), IClassFixture<MemoryState>;

public sealed class MemoryBlobStateTests(MemoryState state) : BlobStateConformance(state.Blobs), IClassFixture<MemoryState>;

public sealed class MemoryDecisionLogTests(MemoryState state) : DecisionLogConformance(state.Decisions), IClassFixture<MemoryState>;
