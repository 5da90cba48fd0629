using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.State;

namespace ShadowFunctions.Local.Tests.State;

/// <summary>A folder with a state file, removed afterwards. Every call opens the file anew, as another process would.</summary>
public sealed class SqliteFolder : IDisposable
{
    private readonly List<SqliteStateDatabase> opened = [];
    private readonly string folder = Directory.CreateTempSubdirectory("state-").FullName;

    public string Path => System.IO.Path.Combine(folder, "state.db");

    public IStateStore Documents() => new SqliteStateStore(Open());

    public IHistoryStore History() => new SqliteHistoryStore(Open());

    public IBlobState Blobs() => new BlobState(Documents());

    public IDecisionLog Decisions() => new DecisionLog(Documents());

    public SqliteStateDatabase Open()
    {
        var database = new SqliteStateDatabase(Path);
        opened.Add(database);
        return database;
    }

    public void Dispose()
    {
        opened.ForEach(d => d.Dispose());
        Directory.Delete(folder, recursive: true);
    }
}
