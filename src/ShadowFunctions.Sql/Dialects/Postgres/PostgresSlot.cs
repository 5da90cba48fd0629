using Npgsql;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>The logical replication slot on the primary. Whole transactions are read in the order of their commits.</summary>
internal sealed class PostgresSlot : IAsyncDisposable
{
    /// <summary>Messages of one look into the slot. Every look decodes from the confirmed position, so each is twice as long as the one before.</summary>
    private const int FirstLook = 2_000;

    private readonly NpgsqlConnection _connection;
    private readonly string _name;
    private readonly Queue<(IReadOnlyList<RowChange> Changes, long End)> _ahead = new();
    private int _look = FirstLook;
    private long _position;
    private bool _more = true;
    private bool _checked;

    private PostgresSlot(NpgsqlConnection connection, string name) => (_connection, _name) = (connection, name);

    /// <summary>What the rows' snapshot shows.</summary>
    public PostgresSnapshot Snapshot { get; set; } = PostgresSnapshot.OfReplica(0);

    /// <summary>Opens the slot and makes it when it is missing or lost; null when the owner has made no publication.</summary>
    public static async Task<PostgresSlot?> OpenAsync(
        Func<Task<NpgsqlConnection>> open, NpgsqlConnection? replica, CancellationToken cancellationToken)
    {
        if (replica is not null && new NpgsqlConnectionStringBuilder(replica.ConnectionString).Host?.Contains(',', StringComparison.Ordinal) != true)
        {
            return null; // The primary is not known.
        }

        var connection = await open();
        try
        {
            if (await ScalarAsync(connection, PostgresChangeLog.FindPublication, cancellationToken) is null)
            {
                await connection.DisposeAsync();
                return null;
            }

            var name = (string)(await ScalarAsync(connection, PostgresChangeLog.SlotName, cancellationToken))!;
            var slot = new PostgresSlot(connection, name);
            await slot.EnsureAsync(cancellationToken);
            return slot;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<ChangeLogState> StateAsync(CancellationToken cancellationToken)
    {
        var (confirmed, end, _) = (await FindAsync(cancellationToken))!.Value;
        return new ChangeLogState(confirmed, end, confirmed);
    }

    public async Task<ChangePage> ReadAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken)
    {
        await CheckAsync(schema, cancellationToken);
        _position = Math.Max(_position, after);
        var changes = new List<RowChange>();
        while (changes.Count < limit && (_ahead.Count > 0 || (_more && await LookAsync(schema, cancellationToken))))
        {
            var (transaction, end) = _ahead.Dequeue();
            changes.AddRange(transaction);
            _position = end;
        }

        return new ChangePage(changes, _position, _ahead.Count > 0 || _more);
    }

    /// <summary>Lets the server forget what the shadow holds. Repeating it changes nothing.</summary>
    public async Task AcknowledgeAsync(long position, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is var (confirmed, end, _) && position > confirmed && position <= end)
        {
            await ScalarAsync(_connection, PostgresChangeLog.Advance, cancellationToken, ("slot", _name), ("position", (decimal)position));
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>
    /// Decodes what lies after the position; false when there is nothing. When the whole log has been seen, the position moves to its end, so
    /// that the server can forget the log of tables that do not concern us.
    /// </summary>
    private async Task<bool> LookAsync(DatabaseSchema schema, CancellationToken cancellationToken)
    {
        var (_, end, _) = (await FindAsync(cancellationToken))!.Value;
        await using var command = new NpgsqlCommand(PostgresChangeLog.Peek, _connection);
        command.Parameters.AddWithValue("slot", _name);
        command.Parameters.AddWithValue("limit", _look);
        await using var messages = await command.ExecuteReaderAsync(cancellationToken);
        var reader = new PgOutputReader(schema);
        var (seen, hidden) = (0, false);
        while (await messages.ReadAsync(cancellationToken))
        {
            seen++;
            if (!hidden && reader.Take((byte[])messages[0]) is var (changes, last))
            {
                hidden = !Snapshot.Shows(reader.Transaction, last);
                if (!hidden && last > _position)
                {
                    _ahead.Enqueue((changes, last));
                }
            }
        }

        _more = !hidden && seen >= _look;
        _look *= 2;
        if (!hidden && !_more && _ahead.Count == 0)
        {
            _position = Math.Max(_position, end);
        }

        return _ahead.Count > 0;
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync(cancellationToken);
        if (found is (_, _, true))
        {
            return;
        }

        if (found is not null)
        {
            await ScalarAsync(_connection, PostgresChangeLog.DropSlot, cancellationToken, ("slot", _name));
        }

        try
        {
            await ScalarAsync(_connection, PostgresChangeLog.CreateSlot, cancellationToken, ("slot", _name));
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            throw new InvalidOperationException(
                $"The replication slot '{_name}' cannot be made: {e.MessageText}. Set wal_level = logical and give the role REPLICATION, or drop the " +
                $"publication '{PostgresChangeLog.Publication}' to do without a change log.", e);
        }
    }

    /// <summary>A table that is not published would be copied once and never again.</summary>
    private async Task CheckAsync(DatabaseSchema schema, CancellationToken cancellationToken)
    {
        if (_checked)
        {
            return;
        }

        var published = new Dictionary<(string, string), string[]>();
        await using (var command = new NpgsqlCommand(PostgresChangeLog.Published, _connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                published[(reader.GetString(0), reader.GetString(1))] = (string[])reader[2];
            }
        }

        bool IsPublished(TableSchema t) =>
            published.TryGetValue((t.Schema ?? "public", t.LocalName), out var columns) && t.Key.All(k => columns.Contains(k));
        var missing = schema.Tables.Where(t => !IsPublished(t)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"Changes of {string.Join(", ", missing.Select(t => t.Name))} are not published. As their owner run: " +
                string.Join("; ", missing.Select(PostgresChangeLog.Extend)));
        }

        _checked = true;
    }

    private async Task<(long Confirmed, long End, bool IsKept)?> FindAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresChangeLog.Slot, _connection);
        command.Parameters.AddWithValue("slot", _name);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken)
            ? (reader.GetInt64(0), reader.GetInt64(1), reader.GetBoolean(2))
            : null;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant texts of PostgresChangeLog.")]
    private static async Task<object?> ScalarAsync(
        NpgsqlConnection connection, string text, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var command = new NpgsqlCommand(text, connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
