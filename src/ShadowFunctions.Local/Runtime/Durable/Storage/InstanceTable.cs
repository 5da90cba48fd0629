using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Reading and writing of instance rows.</summary>
internal static class InstanceTable
{
    private const string Columns = """
        instance_id, execution, name, version, generation, status, created_at, updated_at, input, output, custom_status, tags,
        parent_id, parent_name, parent_execution, parent_task_id
        """;

    public const string SelectOne = $"SELECT {Columns} FROM instances WHERE instance_id = $1";

    public const string SelectLive =
        $"SELECT {Columns} FROM instances WHERE status IN ('Pending', 'Running', 'Suspended') ORDER BY execution";

    public const string SelectChildren = $"SELECT {Columns} FROM instances WHERE parent_id = $1 ORDER BY instance_id";

    /// <summary>Parameters: first id excluded, id prefix, created from, created to, statuses as JSON, row limit.</summary>
    public const string SelectPage = $"""
        SELECT {Columns} FROM instances
        WHERE instance_id > $1 AND substr(instance_id, 1, length($2)) = $2 AND created_at >= $3 AND created_at <= $4
          AND ($5 IS NULL OR status IN (SELECT value FROM json_each($5)))
        ORDER BY instance_id LIMIT $6
        """;

    public const string IsLive =
        "SELECT 1 FROM instances WHERE instance_id = $1 AND execution = $2 AND status IN ('Pending', 'Running', 'Suspended')";

    private const string Upsert = $"""
        INSERT OR REPLACE INTO instances ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    public static void Write(SqliteSession session, InstanceRow row) => session.Execute(
        Upsert,
        row.Id,
        row.Execution,
        row.Identity.Name,
        row.Identity.Version,
        row.Identity.Generation,
        row.Status.ToString(),
        SqliteSession.Text(row.CreatedAt),
        SqliteSession.Text(row.UpdatedAt),
        row.Input,
        row.Output,
        row.CustomStatus,
        row.Tags.Count == 0 ? null : HistoryJson.Write(row.Tags),
        row.Identity.ParentInstanceId,
        row.Identity.ParentName,
        row.ParentCall?.Execution,
        row.ParentCall?.TaskId);

    public static InstanceRow Read(SqliteDataReader reader) => new(
        new OrchestrationIdentity(reader.GetString(0), reader.GetString(2))
        {
            Version = reader.GetString(3),
            Generation = reader.GetInt32(4),
            ParentInstanceId = Text(reader, 12),
            ParentName = Text(reader, 13),
        },
        reader.GetInt64(1),
        Enum.Parse<OrchestrationRuntimeStatus>(reader.GetString(5)))
    {
        CreatedAt = SqliteSession.Time(reader.GetString(6)),
        UpdatedAt = SqliteSession.Time(reader.GetString(7)),
        Input = Text(reader, 8),
        Output = Text(reader, 9),
        CustomStatus = Text(reader, 10),
        Tags = Text(reader, 11) is { } tags ? HistoryJson.Read<Dictionary<string, string>>(tags) : [],
        ParentCall = reader.IsDBNull(14) ? null : (reader.GetInt64(14), reader.GetInt32(15)),
    };

    private static string? Text(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
