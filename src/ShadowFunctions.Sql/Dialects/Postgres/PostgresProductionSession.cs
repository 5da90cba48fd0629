using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Npgsql;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// Read-only, repeatable-read transactions on production, on a replica where the connection string names one, beside two connections to
/// the primary, one that asks for the slot and one that it is streamed over.
/// </summary>
internal sealed class PostgresProductionSession : IProductionSession
{
    /// <summary>
    /// A page must not take more of production than one session's time: no parallel workers, no compiling. It waits for nobody's lock for long, and
    /// the server itself ends a snapshot that a lost sampler left behind.
    /// </summary>
    public const string Modesty =
        "SET default_transaction_read_only = on; SET max_parallel_workers_per_gather = 0; SET jit = off; SET lock_timeout = '2s'; " +
        "SET idle_in_transaction_session_timeout = '60s'";

    private const string Replayed = "SELECT (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint";

    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly NpgsqlConnection _rows;
    private readonly PostgresSlot? _slot;
    private NpgsqlTransaction? _transaction;
    private NpgsqlCommand? _look;

    private PostgresProductionSession(NpgsqlConnection rows, PostgresSlot? slot, bool isReplica) => (_rows, _slot, IsReplica) = (rows, slot, isReplica);

    public DbConnection Connection => _rows;

    public DbTransaction? Snapshot => _transaction;

    public bool IsReplica { get; }

    /// <summary>Opens the slot before the snapshot is taken, so that the slot holds every change the snapshot does not show.</summary>
    public static async Task<IProductionSession> OpenAsync(PostgresProduction production, CancellationToken cancellationToken)
    {
        var rows = await production.OpenAsync("prefer-standby", 60);
        PostgresSlot? slot = null;
        try
        {
            var isReplica = (bool)(await ScalarAsync(rows, null, "SELECT pg_is_in_recovery()", cancellationToken))!;
            slot = await PostgresSlot.OpenAsync(production, isReplica ? rows : null, cancellationToken);
            var session = new PostgresProductionSession(rows, slot, isReplica);
            await session.RefreshAsync(cancellationToken);
            return session;
        }
        catch
        {
            await rows.DisposeAsync();
            await (slot?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_transaction is { } held)
        {
            _transaction = null;
            await held.CommitAsync(cancellationToken);
            await held.DisposeAsync();
        }
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        // On a replica the position must be read first: the snapshot shows at least what was replayed by then.
        var replayed = IsReplica ? (long?)await ReplayedAsync(cancellationToken) : null;
        _transaction = await _rows.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var text = (string)(await ScalarAsync(_rows, _transaction, "SELECT pg_current_snapshot()::text", cancellationToken))!;
        if (_slot is not null)
        {
            _slot.Snapshot = replayed is { } position ? PostgresSnapshot.OfReplica(position) : PostgresSnapshot.Of(text);
        }
    }

    public async Task<ChangeLogState?> ChangeLogAsync(CancellationToken cancellationToken) =>
        _slot is null ? null : await _slot.StateAsync(cancellationToken);

    public Task<ChangePage> ReadChangesAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken) =>
        _slot!.ReadAsync(schema, after, limit, cancellationToken);

    public async Task<double?> HeadroomAsync(double? vCores, CancellationToken cancellationToken)
    {
        var cores = vCores ?? (IsHere(_rows.Host) ? Environment.ProcessorCount : null);
        if (cores is null)
        {
            return null;
        }

        if (_look is null)
        {
            _look = new NpgsqlCommand(PostgresLoad.Busy, _rows);
            await _look.PrepareAsync(cancellationToken);
        }

        return await PostgresLoad.LookAsync(_look, cores.Value, cancellationToken);
    }

    public Task RestAsync(CancellationToken cancellationToken) => _slot?.RestAsync() ?? Task.CompletedTask;

    public Task AcknowledgeAsync(long position, CancellationToken cancellationToken) =>
        _slot?.AcknowledgeAsync(position, cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await (_transaction?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_look?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _rows.DisposeAsync();
        await (_slot?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>How far the replica has replayed the log: at least to where the slot begins, for which it is given some time.</summary>
    private async Task<long> ReplayedAsync(CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(Glance, cancellationToken))
        {
            var replayed = (long)(await ScalarAsync(_rows, null, Replayed, cancellationToken) ?? 0L);
            var missing = (_slot?.Begins ?? 0) - replayed;
            if (missing <= 0)
            {
                return replayed;
            }

            if (Stopwatch.GetElapsedTime(began) > LongestLag)
            {
                throw new NpgsqlException(
                    $"the replica lags: {missing} bytes of the log are not replayed there that the copy must hold; it is read again when it has caught up.", new TimeoutException());
            }
        }
    }

    private static bool IsHere(string? host) => host is not null && (host.StartsWith('/') || host is "localhost" or "127.0.0.1" or "::1");

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Constant texts.")]
    private static async Task<object?> ScalarAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection, transaction);
        return await command.ExecuteScalarAsync(cancellationToken) is var value and not DBNull ? value : null;
    }
}
