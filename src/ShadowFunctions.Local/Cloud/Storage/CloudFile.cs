using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>The SQLite file behind the emulated cloud. One connection; the caller takes turns.</summary>
internal sealed class CloudFile : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly SqliteConnection _connection;
    private SqliteTransaction? _transaction;

    public CloudFile(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;");
        Execute("""
            CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS resource (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS operation (id TEXT PRIMARY KEY, resource TEXT NOT NULL, ordinal INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS alert (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS alert_state (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS alert_message (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS request (kind TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS minute (
                resource TEXT NOT NULL, at INTEGER NOT NULL, demand REAL NOT NULL, served REAL NOT NULL, capacity REAL NOT NULL, size TEXT NOT NULL,
                dropped REAL NOT NULL, backlog REAL NOT NULL, missing INTEGER NOT NULL, hour_price REAL NOT NULL, second_cost REAL NOT NULL,
                PRIMARY KEY (resource, at)) WITHOUT ROWID;
            """);
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>Runs the work as one transaction: all of it is on disk when this returns, or none.</summary>
    public T Commit<T>(Func<T> work)
    {
        using var transaction = _connection.BeginTransaction();
        _transaction = transaction;
        try
        {
            var result = work();
            transaction.Commit();
            return result;
        }
        finally
        {
            _transaction = null;
        }
    }

    public string Setting(string name, string initial)
    {
        Execute("INSERT INTO setting (name, value) VALUES ($name, $value) ON CONFLICT DO NOTHING", ("$name", name), ("$value", initial));
        return Read("SELECT value FROM setting WHERE name = $name", r => r.GetString(0), ("$name", name)).Single();
    }

    public int CountRequest(string kind) => Read(
        "INSERT INTO request (kind, number) VALUES ($kind, 1) ON CONFLICT DO UPDATE SET number = number + 1 RETURNING number",
        r => r.GetInt32(0), ("$kind", kind)).Single();

    public IReadOnlyList<CloudResource> Resources() =>
        Read("SELECT body FROM resource ORDER BY key", r => Parse<CloudResource>(r.GetString(0)));

    public void Save(CloudResource resource) => Execute(
        "INSERT INTO resource (key, body) VALUES ($key, $body) ON CONFLICT DO UPDATE SET body = excluded.body",
        ("$key", resource.Key), ("$body", JsonSerializer.Serialize(resource, Json)));

    public void Delete(CloudResource resource)
    {
        Execute("DELETE FROM resource WHERE key = $key", ("$key", resource.Key));
        Execute("DELETE FROM minute WHERE resource = $key", ("$key", resource.Key));
    }

    public void Save(CloudOperation operation) => Execute(
        "INSERT INTO operation (id, resource, ordinal, body) VALUES ($id, $resource, $ordinal, $body) ON CONFLICT DO UPDATE SET body = excluded.body",
        ("$id", operation.Id.ToString("D")), ("$resource", operation.ResourceId.ToUpperInvariant()), ("$ordinal", operation.Ordinal),
        ("$body", JsonSerializer.Serialize(operation, Json)));

    public CloudOperation? Operation(Guid id) =>
        Read("SELECT body FROM operation WHERE id = $id", r => Parse<CloudOperation>(r.GetString(0)), ("$id", id.ToString("D"))).SingleOrDefault();

    public IReadOnlyList<CloudOperation> Operations(string resourceKey) => Read(
        "SELECT body FROM operation WHERE resource = $resource ORDER BY ordinal", r => Parse<CloudOperation>(r.GetString(0)), ("$resource", resourceKey));

    public CloudOperation? LastOperation(string resourceKey) => Read(
        "SELECT body FROM operation WHERE resource = $resource ORDER BY ordinal DESC LIMIT 1",
        r => Parse<CloudOperation>(r.GetString(0)), ("$resource", resourceKey)).SingleOrDefault();

    public void SaveAlert(string key, JsonObject body) => Execute(
        "INSERT INTO alert (key, body) VALUES ($key, $body) ON CONFLICT DO UPDATE SET body = excluded.body", ("$key", key), ("$body", body.ToJsonString()));

    public IReadOnlyList<JsonObject> Alerts(string keyPrefix) => Read(
        "SELECT body FROM alert WHERE substr(key, 1, length($prefix)) = $prefix ORDER BY key",
        r => JsonNode.Parse(r.GetString(0))!.AsObject(), ("$prefix", keyPrefix));

    public JsonObject? Alert(string key) =>
        Read("SELECT body FROM alert WHERE key = $key", r => JsonNode.Parse(r.GetString(0))!.AsObject(), ("$key", key)).SingleOrDefault();

    public bool DeleteAlert(string key)
    {
        _ = Execute("DELETE FROM alert_state WHERE key = $key", ("$key", key));
        return Execute("DELETE FROM alert WHERE key = $key", ("$key", key)) > 0;
    }

    public AlertState? AlertState(string key) =>
        Read("SELECT body FROM alert_state WHERE key = $key", r => Parse<AlertState>(r.GetString(0)), ("$key", key)).SingleOrDefault();

    public void Save(AlertState state) => Execute(
        "INSERT INTO alert_state (key, body) VALUES ($key, $body) ON CONFLICT DO UPDATE SET body = excluded.body",
        ("$key", state.Key), ("$body", JsonSerializer.Serialize(state, Json)));

    public IReadOnlyList<AlertMessage> AlertMessages() =>
        Read("SELECT body FROM alert_message ORDER BY id", r => Parse<AlertMessage>(r.GetString(0)));

    public void Save(AlertMessage message) => Execute(
        "INSERT INTO alert_message (id, body) VALUES ($id, $body) ON CONFLICT DO NOTHING",
        ("$id", message.Id), ("$body", JsonSerializer.Serialize(message, Json)));

    public void Delete(AlertMessage message) => Execute("DELETE FROM alert_message WHERE id = $id", ("$id", message.Id));

    public void Append(string resourceKey, MinuteOutcome minute) => Execute(
        "INSERT INTO minute VALUES ($resource, $at, $demand, $served, $capacity, $size, $dropped, $backlog, $missing, $price, $cost)",
        ("$resource", resourceKey), ("$at", minute.Minute.ToUnixTimeSeconds()), ("$demand", minute.DemandVCores), ("$served", minute.ServedVCores),
        ("$capacity", minute.CapacityVCores), ("$size", minute.Size), ("$dropped", minute.DroppedVCoreMinutes), ("$backlog", minute.BacklogVCoreMinutes),
        ("$missing", minute.MetricsMissing ? 1 : 0), ("$price", minute.ClockHourPrice), ("$cost", minute.PerSecondCost));

    public IReadOnlyList<MinuteOutcome> Minutes(string resourceKey, DateTimeOffset from, DateTimeOffset to) => Read(
        "SELECT at, demand, served, capacity, size, dropped, backlog, missing, hour_price, second_cost FROM minute WHERE resource = $resource AND at >= $from AND at < $to ORDER BY at",
        r => new MinuteOutcome
        {
            Minute = DateTimeOffset.FromUnixTimeSeconds(r.GetInt64(0)),
            DemandVCores = r.GetDouble(1),
            ServedVCores = r.GetDouble(2),
            CapacityVCores = r.GetDouble(3),
            Size = r.GetString(4),
            DroppedVCoreMinutes = r.GetDouble(5),
            BacklogVCoreMinutes = r.GetDouble(6),
            MetricsMissing = r.GetInt64(7) != 0,
            ClockHourPrice = r.GetDouble(8),
            PerSecondCost = r.GetDouble(9),
        },
        ("$resource", resourceKey), ("$from", from.ToUnixTimeSeconds()), ("$to", to.ToUnixTimeSeconds()));

    private static T Parse<T>(string body) =>
        JsonSerializer.Deserialize<T>(body, Json) ?? throw new InvalidDataException($"cloud.db holds an empty {typeof(T).Name}; remove the file to start anew.");

    private int Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this class; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = _transaction;
        foreach (var (name, value) in parameters)
        {
            _ = command.Parameters.AddWithValue(name, value is IFormattable f and not (double or long or int) ? f.ToString(null, CultureInfo.InvariantCulture) : value);
        }

        return command;
    }
}
