using System.Diagnostics;
using Microsoft.Data.SqlClient;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>
/// Measures statements on an Azure SQL shadow inside one transaction that is rolled back. What a statement used is the difference of the
/// session's own counters around it. Logical work = pages read and written.
/// </summary>
internal sealed class SqlServerRehearsalSession : IRehearsalSession
{
    private readonly SqlConnection _connection;
    private SqlTransaction _transaction;

    private SqlServerRehearsalSession(SqlConnection connection, SqlTransaction transaction, DatabaseSchema schema) =>
        (_connection, _transaction, Schema) = (connection, transaction, schema);

    public DatabaseSchema Schema { get; }

    public static async Task<SqlServerRehearsalSession> OpenAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            // A failing statement must not take the transaction with it.
            await SqlServerCommands.ExecuteAsync(connection, null, TSql.KeepOnError, cancellationToken);
            var schema = await SqlServerSchemaReader.ReadAsync(connection, null, cancellationToken);
            var transaction = (SqlTransaction)await connection.BeginTransactionAsync(cancellationToken);
            foreach (var table in schema.Tables)
            {
                // References cost what they cost on production; switching them on also has the engine check the copy.
                await SqlServerCommands.ExecuteAsync(connection, transaction, TSqlTables.Trust(table), cancellationToken);
            }

            return new SqlServerRehearsalSession(connection, transaction, schema);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<object>> ValuesAsync(string table, string column, int limit, CancellationToken cancellationToken)
    {
        var from = Schema.Find(table) ?? throw new ArgumentException($"The shadow has no table '{table}'.", nameof(table));
        var rows = await SqlServerCommands.QueryAsync(_connection, _transaction, TSqlTables.Values(from, column), cancellationToken, ("@limit", (long)limit));
        return [.. rows.Select(r => r[0]!)];
    }

    public async Task<StatementMeasure> RunAsync(
        string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        var before = await UseAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var bytes = 0L;
            await using (var command = Command(text, parameters))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    bytes += Enumerable.Range(0, reader.FieldCount).Sum(i => Sampling.SamplingBudget.SizeOf(reader.IsDBNull(i) ? null : reader.GetValue(i)));
                }
            }

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var after = await UseAsync(cancellationToken);
            var pages = after.Reads - before.Reads + after.Writes - before.Writes;
            return new StatementMeasure(false, pages, pages, after.LogBytes - before.LogBytes, bytes, (after.CpuMs - before.CpuMs) / 1000.0, seconds);
        }
        catch (SqlException) when (_connection.State == System.Data.ConnectionState.Open)
        {
            if (_transaction.Connection is null)
            {
                _transaction = (SqlTransaction)await _connection.BeginTransactionAsync(cancellationToken);
            }

            return new StatementMeasure(true, 0, 0, 0, 0, 0, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<(long CpuMs, long Reads, long Writes, long LogBytes)> UseAsync(CancellationToken cancellationToken) =>
        await SqlServerCommands.QueryAsync(_connection, _transaction, TSql.SessionUse, cancellationToken) is [[long cpu, long reads, long writes, var log]]
            ? (cpu, reads, writes, Convert.ToInt64(log, System.Globalization.CultureInfo.InvariantCulture))
            : default;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "A rehearsal runs the templates it was given; it is rolled back.")]
    private SqlCommand Command(string text, IReadOnlyDictionary<string, object?> parameters)
    {
        var command = new SqlCommand(text, _connection, _transaction);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue("@" + name.TrimStart('@', ':', '$'), value ?? DBNull.Value);
        }

        return command;
    }
}
