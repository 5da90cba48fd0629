using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.Internal;
using Npgsql.Replication.PgOutput;
using NpgsqlTypes;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// The messages of a slot as the server's own sender streams them: every part of the log is decoded once, however long the stretch, the reader
/// stops when it likes, and the sender stops when its buffer to us is full or we hang up.
/// </summary>
internal sealed class PostgresStream : IAsyncDisposable
{
    private const int MostAttempts = 50;

    /// <summary>The driver reports to the server by itself, but not before the server has begun to stream.</summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    private readonly LogicalReplicationConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<XLogDataMessage> _messages;
    private Task<bool>? _next;

    private PostgresStream(LogicalReplicationConnection connection, PgOutputReplicationSlot slot, long after)
    {
        _connection = connection;
        _messages = connection.StartLogicalReplication(
            slot, _stop.Token, Lsn(after), new Dictionary<string, string?> { ["proto_version"] = "1", ["publication_names"] = PostgresChangeLog.Publication })
            .GetAsyncEnumerator(CancellationToken.None);
        _next = _messages.MoveNextAsync().AsTask();
    }

    /// <summary>Position up to which everything that committed has been given out: the server tells it between the messages.</summary>
    public long Seen => (long)(ulong)_connection.LastReceivedLsn;

    /// <summary>Begins to stream. A sender that has just been hung up on keeps the slot for an instant: the start is repeated for some seconds.</summary>
    /// <param name="connection">Connection string of the primary, with what it takes to sign in.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="after">Position before which no transaction is wanted.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="NpgsqlException">The server refuses, or another reader keeps the slot.</exception>
    public static async Task<PostgresStream> OpenAsync(string connection, string slot, long after, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var opened = new LogicalReplicationConnection(connection) { WalReceiverStatusInterval = ReportInterval };
            PostgresStream? stream = null;
            try
            {
                await opened.Open(cancellationToken);
                stream = new PostgresStream(opened, new PgOutputReplicationSlot(slot), after);

                // A refusal comes at once; the first message may take as long as the log is.
                await Task.WhenAny(stream._next!, Task.Delay(Glance, cancellationToken));
                if (stream._next!.IsFaulted)
                {
                    await stream._next;
                }

                return stream;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ObjectInUse && attempt < MostAttempts)
            {
                await (stream?.DisposeAsync() ?? opened.DisposeAsync());
                await Task.Delay(Pause, cancellationToken);
            }
            catch
            {
                await (stream?.DisposeAsync() ?? opened.DisposeAsync());
                throw;
            }
        }
    }

    /// <summary>The next message; null when none has come by an instant, or when all that committed before a position has been given out.</summary>
    /// <param name="end">Position beyond which the reader does not wait.</param>
    /// <param name="isTimeUp">Says when the instant has come.</param>
    /// <param name="waits">Told when the message is not there yet.</param>
    /// <param name="cancellationToken">Ends the waiting; the message that was waited for is not lost.</param>
    public async Task<byte[]?> NextAsync(long end, Func<bool> isTimeUp, Action waits, CancellationToken cancellationToken)
    {
        _next ??= _messages.MoveNextAsync().AsTask();
        while (!_next.IsCompleted)
        {
            waits();
            if (Seen >= end || isTimeUp())
            {
                return null;
            }

            await Task.Delay(Glance, cancellationToken);
        }

        var more = _next;
        _next = null;
        if (!await more)
        {
            throw new NpgsqlException("The server ended the stream of changes.", new IOException());
        }

        var message = new byte[_messages.Current.Data.Length];
        await _messages.Current.Data.ReadExactlyAsync(message, cancellationToken);
        return message;
    }

    /// <summary>Tells the server with the next report, which is due within <see cref="ReportInterval"/>, that it need not keep the log before a position.</summary>
    public void Confirm(long position) => _connection.SetReplicationStatus(Lsn(position));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await (_next ?? Task.FromResult(false));
        }
        catch (Exception e) when (e is OperationCanceledException or NpgsqlException)
        {
            // What was still to come is no longer wanted, and a lost connection needs no closing.
        }

        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private static NpgsqlLogSequenceNumber Lsn(long position) => new((ulong)position);
}
