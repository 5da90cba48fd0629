using System.Diagnostics;
using Npgsql;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// The logical replication slot on the primary. Whole transactions are read in the order of their commits, in looks of bounded time; the slot moves
/// on only when it is told that the shadow holds what was read.
/// </summary>
internal sealed class PostgresSlot : IAsyncDisposable
{
    private const int MostGlances = 50;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly NpgsqlConnection _connection;
    private readonly string _streamed;
    private readonly TimeSpan _look;
    private readonly string _name;
    private readonly SenderWork _work = new();
    private PostgresStream? _stream;
    private PgOutputReader? _reader;
    private (uint Transaction, IReadOnlyList<RowChange> Changes, long End)? _hidden;
    private long _position;
    private bool _checked;

    private PostgresSlot(NpgsqlConnection connection, string streamed, TimeSpan look, string name) =>
        (_connection, _streamed, _look, _name) = (connection, streamed, look, name);

    /// <summary>What the rows' snapshot shows.</summary>
    public PostgresSnapshot Snapshot { get; set; } = PostgresSnapshot.OfReplica(0);

    /// <summary>Where the slot's changes begin. Rows of an earlier instant would miss what lies between for ever.</summary>
    public long Begins { get; private set; }

    /// <summary>Opens the slot and makes it when it is missing or lost; null when the owner has made no publication.</summary>
    /// <param name="production">How connections are opened.</param>
    /// <param name="replica">The replica that rows are read from; null where they are read from the primary.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<PostgresSlot?> OpenAsync(PostgresProduction production, NpgsqlConnection? replica, CancellationToken cancellationToken)
    {
        if (replica is not null && new NpgsqlConnectionStringBuilder(replica.ConnectionString).Host?.Contains(',', StringComparison.Ordinal) != true)
        {
            return null; // The primary is not known.
        }

        var connection = await production.OpenAsync("primary", 60);
        try
        {
            if (await ScalarAsync(connection, PostgresChangeLog.FindPublication, cancellationToken) is null)
            {
                await connection.DisposeAsync();
                return null;
            }

            var name = (string)(await ScalarAsync(connection, PostgresChangeLog.SlotName, cancellationToken))!;
            var slot = new PostgresSlot(connection, await production.StreamAsync(connection), production.Look, name);
            await slot.EnsureAsync(production.MostKept, cancellationToken);
            slot.Begins = (await slot.FindAsync(cancellationToken))!.Value.Confirmed;
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

    /// <summary>
    /// One look: what comes within its time. When the whole log has been seen, the position moves to its end, so that the server can forget the log of
    /// tables that do not concern us.
    /// </summary>
    public async Task<ChangePage> ReadAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken)
    {
        await CheckAsync(schema, cancellationToken);
        _position = Math.Max(_position, after);
        var (_, end, _) = (await FindAsync(cancellationToken))!.Value;
        var started = Stopwatch.GetTimestamp();
        _work.Begin(starts: _stream is null);
        var (changes, more) = await LookAsync(await StreamAsync(schema, cancellationToken), end, limit, started, cancellationToken);
        return new ChangePage(changes, _position, more, _work.End(Stopwatch.GetElapsedTime(started)));
    }

    private async Task<(List<RowChange> Changes, bool More)> LookAsync(
        PostgresStream stream, long end, int limit, long started, CancellationToken cancellationToken)
    {
        var (changes, seen) = (new List<RowChange>(), 0);
        Func<bool> isTimeUp = () => Stopwatch.GetElapsedTime(started) >= _look;
        Action waits = () => _work.Waits(Stopwatch.GetElapsedTime(started));
        while (changes.Count < limit && (seen == 0 || !isTimeUp()))
        {
            if (_hidden is { } next)
            {
                if (!Snapshot.Shows(next.Transaction, next.End))
                {
                    return (changes, false); // It waits for a later snapshot, and so does all that committed after it.
                }

                changes.AddRange(next.End > _position ? next.Changes : []);
                _position = Math.Max(_position, next.End);
                _hidden = null;
            }
            else if (await stream.NextAsync(end, isTimeUp, waits, cancellationToken) is { } message)
            {
                seen++;
                _work.Took();
                _hidden = _reader!.Take(message) is var (taken, last) ? (_reader.Transaction, taken, last) : null;
            }
            else if (stream.Seen >= end || (seen == 0 && await IsWaitingAsync(stream, cancellationToken)))
            {
                _position = Math.Max(_position, Math.Min(end, stream.Seen));
                return (changes, false);
            }
            else
            {
                break;
            }
        }

        return (changes, true);
    }

    /// <summary>Lets the server forget what the shadow holds. Repeating it changes nothing, and so does losing it: then the next pass does it.</summary>
    public async Task AcknowledgeAsync(long position, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not var (confirmed, end, _) || position <= confirmed || position > end)
        {
            return;
        }

        _stream ??= await PostgresStream.OpenAsync(_streamed, _name, position, cancellationToken);
        _stream.Confirm(position);

        // Hanging up before the server has read it would be too early.
        for (var glance = 0; glance < MostGlances && await FindAsync(cancellationToken) is var (reached, _, _) && reached < position; glance++)
        {
            await Task.Delay(Glance, cancellationToken);
        }
    }

    /// <summary>Hangs up, so that nothing is decoded for us any longer; the next look goes on from the position.</summary>
    public async Task RestAsync()
    {
        if (_stream is { } stream)
        {
            (_stream, _reader, _hidden) = (null, null, null);
            await stream.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RestAsync();
        await _connection.DisposeAsync();
    }

    private async Task<PostgresStream> StreamAsync(DatabaseSchema schema, CancellationToken cancellationToken)
    {
        _reader ??= new PgOutputReader(schema);
        return _stream ??= await PostgresStream.OpenAsync(_streamed, _name, _position, cancellationToken);
    }

    /// <summary>
    /// True when the server has decoded all it can: the end of the log may lie within an entry that is not complete yet, and nothing up to there comes.
    /// </summary>
    private async Task<bool> IsWaitingAsync(PostgresStream stream, CancellationToken cancellationToken) =>
        await ScalarAsync(_connection, PostgresChangeLog.Waiting, cancellationToken, ("slot", _name)) is long sent && stream.Seen >= sent;

    /// <summary>A slot that was lost, or whose copy fell so far behind that production's disk is in danger, begins anew.</summary>
    private async Task EnsureAsync(long mostKept, CancellationToken cancellationToken)
    {
        var found = await FindAsync(cancellationToken);
        if (found is (var confirmed, var end, true) && end - confirmed <= mostKept)
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
