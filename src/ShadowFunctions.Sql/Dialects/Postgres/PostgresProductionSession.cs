using System.Data;
using System.Data.Common;
using Npgsql;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// A read-only, repeatable-read transaction on production, on a replica where the connection string names one, beside a second connection to the
/// primary that reads the slot.
/// </summary>
internal sealed class PostgresProductionSession : IProductionSession
{
    private readonly NpgsqlConnection _rows;
    private readonly NpgsqlTransaction _transaction;
    private readonly PostgresSlot? _slot;

    private PostgresProductionSession(NpgsqlConnection rows, NpgsqlTransaction transaction, PostgresSlot? slot, bool isReplica) =>
        (_rows, _transaction, _slot, IsReplica) = (rows, transaction, slot, isReplica);

    public DbConnection Connection => _rows;

    public DbTransaction? Snapshot => _transaction;

    public bool IsReplica { get; }

    /// <summary>Opens the slot before the snapshot is taken, so that the slot holds every change the snapshot does not show.</summary>
    public static async Task<IProductionSession> OpenAsync(
        Func<string, int, Task<NpgsqlConnection>> open, CancellationToken cancellationToken)
    {
        var rows = await open("prefer-standby", 60);
        PostgresSlot? slot = null;
        try
        {
            var isReplica = (bool)(await ScalarAsync(rows, null, "SELECT pg_is_in_recovery()", cancellationToken))!;
            slot = await PostgresSlot.OpenAsync(() => open("primary", 300), isReplica ? rows : null, cancellationToken);

            // On a replica the position must be read first: the snapshot shows at least what was replayed by then.
            var replayed = isReplica
                ? (long?)await ScalarAsync(rows, null, "SELECT (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint", cancellationToken)
                : null;
            var transaction = await rows.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var text = (string)(await ScalarAsync(rows, transaction, "SELECT pg_current_snapshot()::text", cancellationToken))!;
            if (slot is not null)
            {
                slot.Snapshot = replayed is { } position ? PostgresSnapshot.OfReplica(position) : PostgresSnapshot.Of(text);
            }

            return new PostgresProductionSession(rows, transaction, slot, isReplica);
        }
        catch
        {
            await rows.DisposeAsync();
            await (slot?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
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

        // Within a transaction the server shows what sessions did when they were first looked at.
        await ScalarAsync(_rows, _transaction, PostgresLoad.Forget, cancellationToken);
        var busy = await ScalarAsync(_rows, _transaction, PostgresLoad.Busy, cancellationToken) as long?;
        return busy is null ? null : Math.Clamp(1 - (busy.Value / cores.Value), 0, 1);
    }

    public Task AcknowledgeAsync(long position, CancellationToken cancellationToken) =>
        _slot?.AcknowledgeAsync(position, cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _rows.DisposeAsync();
        await (_slot?.DisposeAsync() ?? ValueTask.CompletedTask);
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
