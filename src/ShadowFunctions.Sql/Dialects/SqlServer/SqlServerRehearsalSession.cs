using System.Diagnostics;
using Microsoft.Data.SqlClient;
using ShadowFunctions.Sql.Dialects.Plans;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>
/// Measures statements on an Azure SQL shadow inside one transaction that is rolled back. What a statement used is the difference of the
/// session's own counters around it. Pages are counted as Query Store counts production's. The plan comes with a statement's first execution.
/// </summary>
internal sealed class SqlServerRehearsalSession : IRehearsalSession
{
    private const string PlanColumn = "Microsoft SQL Server 2005 XML Showplan";

    private readonly SqlConnection _connection;
    private readonly Dictionary<string, string?> _plans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqlServerParameters> _types = new(StringComparer.Ordinal);
    private SqlTransaction _transaction;

    // What a look at the counters costs: it is counted itself once it has ended.
    private SessionUse _look;

    private SqlServerRehearsalSession(SqlConnection connection, SqlTransaction transaction, DatabaseSchema schema) =>
        (_connection, _transaction, Schema) = (connection, transaction, schema);

    public DatabaseSchema Schema { get; }

    public long WorkPerSecond => 200_000;

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

            var session = new SqlServerRehearsalSession(connection, transaction, schema);
            var compiled = await session.UseAsync(cancellationToken);
            compiled = await session.UseAsync(cancellationToken);
            session._look = (await session.UseAsync(cancellationToken)).Since(compiled);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<object>> ValuesAsync(string table, string column, bool repeated, int limit, CancellationToken cancellationToken)
    {
        var from = Schema.Find(table) ?? throw new ArgumentException($"The shadow has no table '{table}'.", nameof(table));
        var rows = await SqlServerCommands.QueryAsync(_connection, _transaction, TSqlTables.Values(from, column, repeated), cancellationToken, ("@limit", (long)limit));
        return [.. rows.Select(r => r[0]!)];
    }

    public async Task<StatementMeasure> RunAsync(
        string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        var asksForPlan = !_plans.ContainsKey(text);
        if (asksForPlan)
        {
            await SqlServerCommands.ExecuteAsync(_connection, _transaction, TSql.PlansOn, cancellationToken);
        }

        var before = await UseAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var (rows, bytes) = await ExecuteAsync(text, parameters, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var used = (await UseAsync(cancellationToken)).Since(before).Since(_look);
            return new StatementMeasure(false, used.Reads + used.Writes, used.Misses + used.Writes, used.LogBytes, bytes, used.CpuMs / 1000.0, seconds)
            {
                Rows = rows,
                PlanHash = _plans.GetValueOrDefault(text),
            };
        }
        catch (SqlException) when (_connection.State == System.Data.ConnectionState.Open)
        {
            if (_transaction.Connection is null)
            {
                _transaction = (SqlTransaction)await _connection.BeginTransactionAsync(cancellationToken);
            }

            return new StatementMeasure(true, 0, 0, 0, 0, 0, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            if (asksForPlan && _connection.State == System.Data.ConnectionState.Open)
            {
                await SqlServerCommands.ExecuteAsync(_connection, _transaction, TSql.PlansOff, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>Runs a statement to its end; what the engine says of its plan is kept and not counted as a result.</summary>
    private async Task<(long Rows, long Bytes)> ExecuteAsync(string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        var (rows, bytes) = (0L, 0L);
        await using var command = Command(text, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        do
        {
            var isPlan = reader.FieldCount == 1 && reader.GetName(0) == PlanColumn;
            while (await reader.ReadAsync(cancellationToken))
            {
                if (isPlan)
                {
                    _plans[text] = PlanShape.OfSqlServer(reader.GetString(0));
                    continue;
                }

                rows++;
                bytes += Enumerable.Range(0, reader.FieldCount).Sum(i => Sampling.SamplingBudget.SizeOf(reader.IsDBNull(i) ? null : reader.GetValue(i)));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        _plans.TryAdd(text, null);
        return (rows + Math.Max(0, reader.RecordsAffected), bytes);
    }

    private async Task<SessionUse> UseAsync(CancellationToken cancellationToken) =>
        await SqlServerCommands.QueryAsync(_connection, _transaction, TSql.SessionUse, cancellationToken) is [[long cpu, long reads, long misses, long writes, var log]]
            ? new SessionUse(cpu, reads, misses, writes, Convert.ToInt64(log, System.Globalization.CultureInfo.InvariantCulture))
            : default;

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "A rehearsal runs the templates it was given; it is rolled back.")]
    private SqlCommand Command(string text, IReadOnlyDictionary<string, object?> parameters)
    {
        var command = new SqlCommand(text, _connection, _transaction);
        if (!_types.TryGetValue(text, out var types))
        {
            _types[text] = types = SqlServerParameters.Of(text, Schema);
        }

        foreach (var (name, value) in parameters)
        {
            types.Add(command, name).Value = (types[name] is { } type ? type.Fit(value) : value) ?? DBNull.Value;
        }

        return command;
    }
}
