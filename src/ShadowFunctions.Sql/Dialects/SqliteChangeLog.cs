using Microsoft.Data.Sqlite;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>
/// The change log of a SQLite production file: triggers that note the key of every row changed. Only the owner of production
/// sets it up or prunes it, over the owner's own connection; the replicator merely reads it.
/// </summary>
public static class SqliteChangeLog
{
    /// <summary>Most key columns of a table that can be logged.</summary>
    public const int MaxKeyColumns = 4;

    /// <summary>
    /// Makes the log and its triggers for every table with a key; repeating it changes nothing. Writers that use <c>REPLACE</c> must set
    /// <c>PRAGMA recursive_triggers = ON</c>, or SQLite does not tell which rows they removed.
    /// </summary>
    /// <exception cref="NotSupportedException">A table has more than <see cref="MaxKeyColumns"/> key columns.</exception>
    public static void Install(SqliteConnection owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        Execute(owner, """
            CREATE TABLE IF NOT EXISTS _shadow_changes(
                seq INTEGER PRIMARY KEY AUTOINCREMENT, tbl TEXT NOT NULL, op TEXT NOT NULL, k0, k1, k2, k3)
            """);
        foreach (var table in SqliteSchemaReader.Read(owner).Tables.Where(t => t.Key.Count > 0))
        {
            InstallOn(owner, table);
        }
    }

    /// <summary>Removes entries up to and including a position.</summary>
    public static void Prune(SqliteConnection owner, long upTo)
    {
        ArgumentNullException.ThrowIfNull(owner);
        using var command = owner.CreateCommand();
        command.CommandText = "DELETE FROM _shadow_changes WHERE seq <= @upTo";
        command.Parameters.AddWithValue("@upTo", upTo);
        command.ExecuteNonQuery();
    }

    internal static ChangeLogState? State(SqliteConnection production)
    {
        using var command = production.CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_shadow_changes'";
        if (command.ExecuteScalar() is null)
        {
            return null;
        }

        command.CommandText = """
            SELECT coalesce((SELECT min(seq) - 1 FROM _shadow_changes), s.seq), s.seq
            FROM (SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = '_shadow_changes'), 0) AS seq) s
            """;
        using var reader = command.ExecuteReader();
        reader.Read();
        return new ChangeLogState(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(1));
    }

    internal static ChangePage Read(SqliteConnection production, DatabaseSchema schema, long after, int limit)
    {
        using var command = production.CreateCommand();
        command.CommandText = "SELECT seq, tbl, k0, k1, k2, k3 FROM _shadow_changes WHERE seq > @after ORDER BY seq LIMIT @limit";
        command.Parameters.AddWithValue("@after", after);
        command.Parameters.AddWithValue("@limit", limit);
        using var reader = command.ExecuteReader();
        var changes = new List<RowChange>();
        while (reader.Read())
        {
            var table = reader.GetString(1);
            var columns = schema.Find(table)?.Key.Count ?? 0;
            changes.Add(new RowChange(
                reader.GetInt64(0), table, [.. Enumerable.Range(2, columns).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]));
        }

        return new ChangePage(changes, changes.Count == 0 ? after : changes[^1].Position, changes.Count == limit);
    }

    private static void InstallOn(SqliteConnection owner, TableSchema table)
    {
        if (table.Key.Count > MaxKeyColumns)
        {
            throw new NotSupportedException(
                $"Table '{table.Name}' has {table.Key.Count} key columns; the change log holds at most {MaxKeyColumns}. Give the table a shorter key.");
        }

        string Q(string name) => SqliteDialect.QuoteName(name);
        string Note(string row, char op) =>
            $"INSERT INTO _shadow_changes(tbl, op, {string.Join(", ", table.Key.Select((_, i) => $"k{i}"))}) " +
            $"VALUES ('{table.Name.Replace("'", "''", StringComparison.Ordinal)}', '{op}', {string.Join(", ", table.Key.Select(k => $"{row}.{Q(k)}"))});";
        string Trigger(string suffix, string rest) =>
            $"CREATE TRIGGER IF NOT EXISTS {Q($"_shadow_{table.Name}_{suffix}")} AFTER {rest}";

        var moved = string.Join(" OR ", table.Key.Select(k => $"OLD.{Q(k)} IS NOT NEW.{Q(k)}"));
        Execute(owner, Trigger("insert", $"INSERT ON {Q(table.Name)} BEGIN {Note("NEW", 'I')} END"));
        Execute(owner, Trigger("delete", $"DELETE ON {Q(table.Name)} BEGIN {Note("OLD", 'D')} END"));
        Execute(owner, Trigger("update", $"UPDATE ON {Q(table.Name)} BEGIN {Note("NEW", 'U')} END"));
        Execute(owner, Trigger("move", $"UPDATE ON {Q(table.Name)} WHEN {moved} BEGIN {Note("OLD", 'D')} END"));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Text is built from quoted catalogue names only.")]
    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
