using Microsoft.Data.Sqlite;

namespace ShadowFunctions.Local.State;

/// <summary>The writing connection while its lock is held; runs prepared statements.</summary>
internal readonly struct SqliteWriter(SqliteConnection connection, Dictionary<string, SqliteCommand> prepared)
{
    /// <summary>Runs work as one transaction, which takes the write lock at once.</summary>
    public TResult InTransaction<TResult>(Func<TResult> work)
    {
        Run("BEGIN IMMEDIATE");
        try
        {
            var result = work();
            Run("COMMIT");
            return result;
        }
        catch
        {
            Run("ROLLBACK");
            throw;
        }
    }

    /// <summary>Runs a statement to its end, where a commit on its own would report an error, and returns the first row; default when none.</summary>
    public TRow? First<TRow>(string sql, Func<SqliteDataReader, TRow> row, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var reader = Bind(sql, parameters).ExecuteReader();
        TRow? first = default;
        for (var found = false; reader.Read(); found = true)
        {
            first = found ? first : row(reader);
        }

        return first;
    }

    /// <summary>Runs a statement without result.</summary>
    public void Run(string sql, params ReadOnlySpan<(string Name, object Value)> parameters) => Bind(sql, parameters).ExecuteNonQuery();

    private SqliteCommand Bind(string sql, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            prepared[sql] = command;
        }

        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
