using Microsoft.Data.Sqlite;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>The tables of the runtime's database file.</summary>
internal static class DurableSchema
{
    /// <summary>Raised with every change that an older file does not fit.</summary>
    private const string Version = "1";

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        -- One line per instance. execution numbers its present run: it changes at every start and continue-as-new,
        -- so a late result of an earlier run finds nothing to belong to.
        CREATE TABLE IF NOT EXISTS instances (
            instance_id TEXT PRIMARY KEY, execution INTEGER NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
            generation INTEGER NOT NULL, status TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
            input TEXT, output TEXT, custom_status TEXT, tags TEXT,
            parent_id TEXT, parent_name TEXT, parent_execution INTEGER, parent_task_id INTEGER) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS instances_by_parent ON instances (parent_id) WHERE parent_id IS NOT NULL;

        CREATE TABLE IF NOT EXISTS history (
            execution INTEGER NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (execution, seq)) WITHOUT ROWID;

        -- Received and not yet taken by a turn. execution is null for what concerns the instance whatever its run.
        CREATE TABLE IF NOT EXISTS inbox (
            instance_id TEXT NOT NULL, seq INTEGER NOT NULL, execution INTEGER, event TEXT NOT NULL,
            PRIMARY KEY (instance_id, seq)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS activities (
            execution INTEGER NOT NULL, task_id INTEGER NOT NULL, instance_id TEXT NOT NULL, name TEXT NOT NULL, input TEXT,
            PRIMARY KEY (execution, task_id)) WITHOUT ROWID;

        -- Messages for later: durable timers, and delayed starts under task_id -1.
        CREATE TABLE IF NOT EXISTS scheduled (
            execution INTEGER NOT NULL, task_id INTEGER NOT NULL, instance_id TEXT NOT NULL, due_at TEXT NOT NULL,
            event TEXT NOT NULL, PRIMARY KEY (execution, task_id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS scheduled_by_due ON scheduled (due_at, instance_id, task_id);
        """;

    /// <summary>Creates the tables, or checks that they are of this version.</summary>
    /// <exception cref="InvalidDataException">The file was written by another version.</exception>
    public static void Ensure(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Tables;
        command.ExecuteNonQuery();
        command.CommandText = $"INSERT INTO meta VALUES ('schema', '{Version}') ON CONFLICT DO NOTHING";
        command.ExecuteNonQuery();
        command.CommandText = "SELECT value FROM meta WHERE key = 'schema'";
        if (command.ExecuteScalar() is not Version and var found)
        {
            throw new InvalidDataException(
                $"'{connection.DataSource}' has schema version {found}; this program needs {Version}. Start with a new state folder.");
        }
    }
}
