using Microsoft.Data.Sqlite;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Reads of committed state, from any thread.</summary>
internal sealed class StoreReader(string path) : IDisposable
{
    private readonly SqliteSession _session = new(path, readOnly: true);
    private readonly Lock _gate = new();

    public InstanceRow? FindInstance(string instanceId)
    {
        lock (_gate)
        {
            return _session.Query(InstanceTable.SelectOne, InstanceTable.Read, instanceId).SingleOrDefault();
        }
    }

    public List<InstanceRow> FindInstances(InstancePage page)
    {
        lock (_gate)
        {
            return _session.Query(
                InstanceTable.SelectPage,
                InstanceTable.Read,
                page.AfterId ?? string.Empty,
                page.IdPrefix ?? string.Empty,
                SqliteSession.Text(page.CreatedFrom ?? DateTimeOffset.MinValue),
                SqliteSession.Text(page.CreatedTo ?? DateTimeOffset.MaxValue),
                page.Statuses is null ? null : HistoryJson.Write(page.Statuses),
                page.Limit);
        }
    }

    public List<HistoryEvent> ReadHistory(long execution)
    {
        lock (_gate)
        {
            return _session.Query(
                "SELECT event FROM history WHERE execution = $1 ORDER BY seq",
                reader => HistoryJson.Read<HistoryEvent>(reader.GetString(0)),
                execution);
        }
    }

    /// <summary>When the earliest timer or delayed start is due; null when there is none.</summary>
    public DateTimeOffset? NextScheduledDue()
    {
        lock (_gate)
        {
            return _session.Scalar("SELECT min(due_at) FROM scheduled") is string text ? SqliteSession.Time(text) : null;
        }
    }

    public string? FindMeta(string key)
    {
        lock (_gate)
        {
            return (string?)_session.Scalar("SELECT value FROM meta WHERE key = $1", key);
        }
    }

    /// <summary>Everything unfinished, as the effects that would have led to it.</summary>
    public List<Effect> LoadUnfinished()
    {
        lock (_gate)
        {
            return
            [
                .. _session.Query(InstanceTable.SelectLive, row => new Effect.InstanceStarted(InstanceTable.Read(row))),
                .. _session.Query("SELECT instance_id, seq, execution, event FROM inbox ORDER BY seq", ReadMessage),
                .. _session.Query(
                    "SELECT execution, task_id, instance_id, name, input FROM activities ORDER BY execution, task_id",
                    ReadActivity),
            ];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _session.Dispose();
        }
    }

    private static Effect.MessageAdded ReadMessage(SqliteDataReader row) => new(new StoredMessage(
        row.GetString(0),
        row.GetInt64(1),
        row.IsDBNull(2) ? null : row.GetInt64(2),
        HistoryJson.Read<HistoryEvent>(row.GetString(3))));

    private static Effect.ActivityAdded ReadActivity(SqliteDataReader row) => new(new ActivityItem(
        row.GetInt64(0),
        new ActivityInvocation(row.GetString(3), row.GetString(2), row.GetInt32(1), row.IsDBNull(4) ? null : row.GetString(4))));
}
