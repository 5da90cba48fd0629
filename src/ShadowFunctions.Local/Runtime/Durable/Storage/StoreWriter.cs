using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>
/// Writes of the present transaction, and what they will mean for memory once committed. Used by the writer thread alone.
/// </summary>
internal sealed class StoreWriter
{
    private readonly SqliteSession _session;
    private List<Effect> _effects = [];
    private long _lastSeq;
    private long _firstSeq;
    private long _lastExecution;

    public StoreWriter(SqliteSession session)
    {
        _session = session;
        _lastSeq = (long)(session.Scalar("SELECT max(seq) FROM inbox") ?? 0L);
        _firstSeq = Math.Min(0L, (long)(session.Scalar("SELECT min(seq) FROM inbox") ?? 0L));
        _lastExecution = FindMeta("execution") is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0L;
    }

    public List<Effect> TakeEffects()
    {
        List<Effect> effects = _effects;
        _effects = [];
        return effects;
    }

    public string? FindMeta(string key) => (string?)_session.Scalar("SELECT value FROM meta WHERE key = $1", key);

    public void SetMeta(string key, string value) =>
        _session.Execute("INSERT INTO meta VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value);

    /// <summary>A number that no run has had, also not before a purge or a crash.</summary>
    public long NextExecution()
    {
        SetMeta("execution", (++_lastExecution).ToString(CultureInfo.InvariantCulture));
        return _lastExecution;
    }

    public InstanceRow? FindInstance(string instanceId) =>
        _session.Query(InstanceTable.SelectOne, InstanceTable.Read, instanceId).SingleOrDefault();

    public List<InstanceRow> FindChildren(string instanceId) =>
        _session.Query(InstanceTable.SelectChildren, InstanceTable.Read, instanceId);

    public bool IsLive(string instanceId, long execution) =>
        _session.Scalar(InstanceTable.IsLive, instanceId, execution) is not null;

    public void InsertInstance(InstanceRow row)
    {
        InstanceTable.Write(_session, row);
        _effects.Add(new Effect.InstanceStarted(row));
    }

    public void UpdateInstance(InstanceRow row)
    {
        InstanceTable.Write(_session, row);
        _effects.Add(new Effect.InstanceChanged(row));
    }

    /// <summary>Deletes an instance. Calls of activities stay: they may be running, and their results will find nobody.</summary>
    public void RemoveInstance(InstanceRow row)
    {
        _session.Execute("DELETE FROM instances WHERE instance_id = $1", row.Id);
        ClearInbox(row.Id);
        ClearExecution(row.Execution);
        _effects.Add(new Effect.InstanceRemoved(row.Id));
    }

    public void ClearInbox(string instanceId) => _session.Execute("DELETE FROM inbox WHERE instance_id = $1", instanceId);

    /// <summary>Deletes the history and the timers of a run.</summary>
    public void ClearExecution(long execution)
    {
        _session.Execute("DELETE FROM history WHERE execution = $1", execution);
        ClearScheduled(execution);
    }

    public void ClearScheduled(long execution) => _session.Execute("DELETE FROM scheduled WHERE execution = $1", execution);

    public void AppendHistory(long execution, int firstSeq, IReadOnlyList<HistoryEvent> events)
    {
        for (int i = 0; i < events.Count; i++)
        {
            _session.Execute("INSERT INTO history VALUES ($1, $2, $3)", execution, firstSeq + i, HistoryJson.Write(events[i]));
        }
    }

    public int CountHistory(long execution) =>
        (int)(long)(_session.Scalar(
            "SELECT seq + 1 FROM history WHERE execution = $1 ORDER BY seq DESC LIMIT 1", execution) ?? 0L);

    public void AddMessage(string instanceId, long? execution, HistoryEvent received) =>
        AddMessage(new StoredMessage(instanceId, ++_lastSeq, execution, received));

    /// <summary>Puts messages before all others of the inbox, in the order given.</summary>
    public void AddMessagesInFront(string instanceId, long execution, IReadOnlyList<HistoryEvent> received)
    {
        _firstSeq -= received.Count;
        for (int i = 0; i < received.Count; i++)
        {
            AddMessage(new StoredMessage(instanceId, _firstSeq + i, execution, received[i]));
        }
    }

    public void DeleteMessage(StoredMessage message) =>
        _session.Execute("DELETE FROM inbox WHERE instance_id = $1 AND seq = $2", message.InstanceId, message.Seq);

    public void AddActivity(ActivityItem item)
    {
        ActivityInvocation call = item.Invocation;
        _session.Execute(
            "INSERT INTO activities VALUES ($1, $2, $3, $4, $5)",
            item.Execution,
            call.TaskId,
            call.InstanceId,
            call.Name,
            call.Input);
        _effects.Add(new Effect.ActivityAdded(item));
    }

    /// <summary>False when the call's result is recorded already.</summary>
    public bool DeleteActivity(ActivityItem item) => 1 == _session.Execute(
        "DELETE FROM activities WHERE execution = $1 AND task_id = $2", item.Execution, item.Invocation.TaskId);

    public void AddScheduled(long execution, int taskId, string instanceId, DateTimeOffset dueAt, HistoryEvent received) =>
        _session.Execute(
            "INSERT INTO scheduled VALUES ($1, $2, $3, $4, $5)",
            execution,
            taskId,
            instanceId,
            SqliteSession.Text(dueAt),
            HistoryJson.Write(received));

    public void DeleteScheduled(long execution, int taskId) =>
        _session.Execute("DELETE FROM scheduled WHERE execution = $1 AND task_id = $2", execution, taskId);

    /// <summary>Moves every scheduled message that is due into its inbox, in the order of time, instance and number.</summary>
    public int DeliverScheduled(DateTimeOffset now)
    {
        List<(long Execution, int TaskId, string InstanceId, string Event)> due = _session.Query(
            "SELECT execution, task_id, instance_id, event FROM scheduled WHERE due_at <= $1 ORDER BY due_at, instance_id, task_id",
            ReadScheduled,
            SqliteSession.Text(now));
        foreach ((long execution, int taskId, string instanceId, string text) in due)
        {
            DeleteScheduled(execution, taskId);
            AddMessage(instanceId, execution, HistoryJson.Read<HistoryEvent>(text) with { Timestamp = now });
        }

        return due.Count;
    }

    private static (long Execution, int TaskId, string InstanceId, string Event) ReadScheduled(SqliteDataReader reader) =>
        (reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3));

    private void AddMessage(StoredMessage message)
    {
        _session.Execute(
            "INSERT INTO inbox VALUES ($1, $2, $3, $4)",
            message.InstanceId,
            message.Seq,
            message.Execution,
            HistoryJson.Write(message.Event));
        _effects.Add(new Effect.MessageAdded(message));
    }
}
