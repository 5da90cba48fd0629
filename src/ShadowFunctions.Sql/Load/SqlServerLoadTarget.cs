using System.Collections.Concurrent;
using System.Data.Common;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Load;

/// <summary>
/// A SQL Server or Azure SQL shadow under load. The service copies a database in minutes and for money, so the load runs on the shadow itself,
/// which is used up by it: before the first statement the shadow forgets that it is a sample, and afterwards its tables are dropped. Whatever ends
/// the run in between, the next sample starts anew.
/// </summary>
public sealed class SqlServerLoadTarget : ILoadTarget
{
    private readonly Func<DbConnection> _connect;
    private readonly SqlServerDialect _dialect;
    private readonly DbConnection _administration;
    private readonly DatabaseSchema _schema;
    private readonly ConcurrentDictionary<SqlServerLoadConnection, bool> _open = [];
    private readonly ConcurrentQueue<ServerCounters> _closed = [];

    private SqlServerLoadTarget(SqlServerDialect dialect, Func<DbConnection> connect, DbConnection administration, DatabaseSchema schema) =>
        (_dialect, _connect, _administration, _schema) = (dialect, connect, administration, schema);

    /// <summary>Makes a shadow ready: it is no sample any longer, and its references cost what they cost on production.</summary>
    /// <exception cref="Microsoft.Data.SqlClient.SqlException">A right is missing, or the copy breaks a reference.</exception>
    public static Task<SqlServerLoadTarget> CreateAsync(SqlServerDialect dialect, string shadowConnection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        return CreateAsync(dialect, () => dialect.ConnectLoad(shadowConnection), cancellationToken);
    }

    internal static async Task<SqlServerLoadTarget> CreateAsync(SqlServerDialect dialect, Func<DbConnection> connect, CancellationToken cancellationToken)
    {
        var administration = connect();
        try
        {
            await administration.OpenAsync(cancellationToken);
            var schema = await SqlServerSchemaReader.ReadAsync(administration, null, cancellationToken);
            await SqlServerCommands.ExecuteAsync(administration, null, TSql.ForgetCopy, cancellationToken);
            foreach (var table in schema.Tables)
            {
                await SqlServerCommands.ExecuteAsync(administration, null, TSqlTables.Trust(table), cancellationToken);
            }

            return new SqlServerLoadTarget(dialect, connect, administration, schema);
        }
        catch
        {
            await administration.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ILoadConnection Open(LoadPlan plan)
    {
        var connection = new SqlServerLoadConnection(_connect, plan, _schema, Close);
        _open[connection] = true;
        return connection;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// CPU, pages and waits are those of the load's own sessions: what they told when they were closed, and what the server tells of those that are
    /// open. Log and storage are the database's. Memory is not told: the server holds it for all its databases.
    /// </remarks>
    public async Task<ServerCounters> ReadCountersAsync(CancellationToken cancellationToken)
    {
        var open = _open.Keys.ToDictionary(c => c.SessionId);
        var sessions = await SqlServerCommands.QueryAsync(_administration, null, TSql.LoadSessions, cancellationToken);
        var live = sessions.Where(s => open.ContainsKey((long)s[0]!)).ToList();
        var database = (await SqlServerCommands.QueryAsync(_administration, null, TSql.DatabaseUse, cancellationToken))[0];
        return _closed.Concat(live.Select(s => SqlServerLoadConnection.Counters(s, 1)))
            .Append(new ServerCounters { CpuSeconds = 0, LogicalReads = 0, LogicalWrites = 0, PhysicalReads = 0, NetworkBytes = open.Values.Sum(c => c.Traffic) })
            .Aggregate((sum, part) => sum.Plus(part)) with
        {
            LogBytes = (long?)database[0],
            PhysicalWrites = (long?)database[1],
            StorageBytes = (long?)database[2],
            Workers = live.Count(s => s[^1] is true),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _open.Keys)
        {
            connection.Dispose();
        }

        await using (_administration)
        {
            await using var transaction = await _administration.BeginTransactionAsync();
            await _dialect.RecreateTablesAsync(_administration, transaction, new DatabaseSchema([]), CancellationToken.None);
            await transaction.CommitAsync();
        }
    }

    private void Close(SqlServerLoadConnection connection, ServerCounters used)
    {
        _closed.Enqueue(used);
        _open.TryRemove(connection, out _);
    }
}
