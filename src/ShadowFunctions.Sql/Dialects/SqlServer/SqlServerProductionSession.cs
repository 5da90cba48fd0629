using System.Data.Common;
using Microsoft.Data.SqlClient;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>A snapshot transaction on Azure SQL Database, on a readable replica where there is one. Changes come from change tracking.</summary>
internal sealed class SqlServerProductionSession : IProductionSession
{
    private readonly SqlConnection _connection;
    private readonly SqlServerDialect _dialect;
    private readonly bool _tellsItsLoad;
    private HashSet<string>? _tracked;

    private SqlServerProductionSession(SqlServerDialect dialect, SqlConnection connection, bool isReplica, bool tellsItsLoad) =>
        (_dialect, _connection, IsReplica, _tellsItsLoad) = (dialect, connection, isReplica, tellsItsLoad);

    public DbConnection Connection => _connection;

    /// <summary>Begun by the session itself, so that every command of the connection is in it.</summary>
    public DbTransaction? Snapshot => null;

    public bool IsReplica { get; }

    public static async Task<IProductionSession> OpenAsync(SqlServerDialect dialect, SqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var state = await SqlServerCommands.QueryAsync(connection, null, TSql.Updateability, cancellationToken);
            await SqlServerCommands.ExecuteAsync(connection, null, TSql.BeginSnapshot, cancellationToken);
            return new SqlServerProductionSession(dialect, connection, state[0][0] is "READ_ONLY", state[0][1] is long edition && edition == TSql.AzureSqlDatabase);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        SqlServerCommands.ExecuteAsync(_connection, null, TSql.EndSnapshot, cancellationToken);

    public Task RefreshAsync(CancellationToken cancellationToken) =>
        SqlServerCommands.ExecuteAsync(_connection, null, TSql.BeginSnapshot, cancellationToken);

    public async Task<ChangeLogState?> ChangeLogAsync(CancellationToken cancellationToken)
    {
        if ((await QueryAsync(TSql.ChangeVersion, cancellationToken))[0][0] is not long newest)
        {
            return null;
        }

        var oldest = (long)(await QueryAsync(TSql.OldestVersion, cancellationToken))[0][0]!;
        return new ChangeLogState(oldest, newest, newest);
    }

    /// <summary>
    /// Each table has a log of its own with common versions: the page ends at the lowest version that some table's part was cut at, so that no
    /// version is passed before all tables' rows of it are known.
    /// </summary>
    public async Task<ChangePage> ReadChangesAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken)
    {
        await CheckAsync(schema, cancellationToken);
        var newest = (long)(await QueryAsync(TSql.ChangeVersion, cancellationToken))[0][0]!;
        var (changes, end) = (new List<RowChange>(), newest);
        foreach (var table in schema.Tables)
        {
            var rows = await SqlServerCommands.QueryAsync(
                _connection, null, TSqlTables.Changes(_dialect, table), cancellationToken, ("@limit", limit), ("@after", after), ("@upTo", end));
            changes.AddRange(rows.Select(r => new RowChange((long)r[0]!, table.Name, r[1..])));
            end = rows.Count >= limit ? Math.Min(end, changes[^1].Position) : end;
        }

        return new ChangePage([.. changes.Where(c => c.Position <= end).OrderBy(c => c.Position)], end, end < newest);
    }

    public async Task<double?> HeadroomAsync(double? vCores, CancellationToken cancellationToken) =>
        HeadroomOf(await QueryAsync(_tellsItsLoad ? TSql.Busiest : TSql.BusySessions, cancellationToken), vCores);

    /// <summary>Reads the answer to <see cref="TSql.Busiest"/> or <see cref="TSql.BusySessions"/>.</summary>
    internal static double? HeadroomOf(List<object?[]> rows, double? vCores) => rows switch
    {
        [[double percent]] => Math.Clamp(1 - (percent / 100), 0, 1),
        [[long atWork, long queued, long processors]] => SessionLoad.Headroom(atWork, queued, vCores ?? processors),
        _ => null,
    };

    /// <summary>Change tracking forgets by age.</summary>
    public Task AcknowledgeAsync(long position, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task CheckAsync(DatabaseSchema schema, CancellationToken cancellationToken)
    {
        _tracked ??= [.. (await QueryAsync(TSql.TrackedTables, cancellationToken)).Select(r => $"{r[0]}.{r[1]}")];
        var missing = schema.Tables.Where(t => !_tracked.Contains($"{t.Schema}.{t.LocalName}")).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"Changes of {string.Join(", ", missing.Select(t => t.Name))} are not tracked. As their owner run: " +
                string.Join(" ", missing.Select(t => $"ALTER TABLE {TSqlTables.Name(t)} ENABLE CHANGE_TRACKING;")));
        }
    }

    private Task<List<object?[]>> QueryAsync(string text, CancellationToken cancellationToken) =>
        SqlServerCommands.QueryAsync(_connection, null, text, cancellationToken);
}
