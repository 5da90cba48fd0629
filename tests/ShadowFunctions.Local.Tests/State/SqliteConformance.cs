using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Local.Tests.State;

public sealed class SqliteStateStoreTests(SqliteFolder folder) : StateStoreConformance(folder.Documents), IClassFixture<SqliteFolder>;

public sealed class SqliteHistoryStoreTests(SqliteFolder folder) : HistoryStoreConformance(folder.History), IClassFixture<SqliteFolder>;

public sealed class SqliteBlobStateTests(SqliteFolder folder) : BlobStateConformance(folder.Blobs), IClassFixture<SqliteFolder>;

public sealed class SqliteDecisionLogTests(SqliteFolder folder) : DecisionLogConformance(folder.Decisions), IClassFixture<SqliteFolder>;
