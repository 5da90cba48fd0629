using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Sql.Sampling;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Load;

/// <summary>
/// One session with a command per statement of the plan, its parameters declared in the types of their columns: the driver sends each as
/// <c>sp_executesql</c>, whose plan the server keeps. A session that the server has ended is opened again with the next statement.
/// </summary>
internal sealed class SqlServerLoadConnection : ILoadConnection
{
    private readonly Func<DbConnection> _connect;
    private readonly Action<SqlServerLoadConnection, ServerCounters> _onClose;
    private readonly LoadPlan _plan;
    private readonly SqlServerParameters[] _parameters;
    private readonly DbCommand[] _commands;
    private DbConnection _connection;
    private bool _hasLost;
    private bool _isClosed;

    public SqlServerLoadConnection(Func<DbConnection> connect, LoadPlan plan, DatabaseSchema schema, Action<SqlServerLoadConnection, ServerCounters> onClose)
    {
        (_connect, _plan, _onClose) = (connect, plan, onClose);
        _parameters = [.. plan.Statements.Select(s => SqlServerParameters.Of(s.Template.Text, schema))];
        _commands = new DbCommand[plan.Statements.Count];
        _connection = Connect();
    }

    /// <summary>The server's number of the session.</summary>
    public long SessionId { get; private set; }

    /// <summary>Bytes sent and received so far.</summary>
    public long Traffic => _connection is SqlConnection ours ? (long)ours.RetrieveStatistics()["BytesSent"]! + (long)ours.RetrieveStatistics()["BytesReceived"]! : 0;

    /// <summary>Counters of a row that ends in CPU ms, pages read, not in memory, written, from a place on.</summary>
    public static ServerCounters Counters(object?[] row, int from) => new()
    {
        CpuSeconds = (long)row[from]! / 1000.0,
        LogicalReads = (long)row[from + 1]!,
        PhysicalReads = (long)row[from + 2]!,
        LogicalWrites = (long)row[from + 3]!,
        NetworkBytes = 0,
    };

    public long Execute(int statement, ReadOnlySpan<object?> values)
    {
        OpenAgain();
        var (command, types) = (_commands[statement], _parameters[statement]);
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.Parameters[i];
            parameter.Value = (types[parameter.ParameterName] is { } type ? type.Fit(values[i]) : values[i]) ?? DBNull.Value;
        }

        var bytes = 0L;
        using var reader = command.ExecuteReader();
        do
        {
            while (reader.Read())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    bytes += SamplingBudget.SizeOf(reader.IsDBNull(i) ? null : reader.GetValue(i));
                }
            }
        }
        while (reader.NextResult());
        return bytes;
    }

    public void Begin() => Run(TSql.BeginUnit);

    public void Finish(bool failed) => Run(failed ? TSql.RollbackUnit : TSql.CommitUnit);

    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _onClose(this, Used());
        foreach (var command in _commands)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>What the session used; of CPU and pages nothing is known when a session was lost, for what it used went with it.</summary>
    private ServerCounters Used()
    {
        var traffic = new ServerCounters { NetworkBytes = Traffic };
        if (_hasLost || _connection.State != ConnectionState.Open)
        {
            return traffic;
        }

        try
        {
            return Counters(Rows(TSql.SessionUse)[0], 0) with
            {
                NetworkBytes = traffic.NetworkBytes,
                WaitSeconds = Rows(TSql.SessionWaits).ToDictionary(r => (string)r[0]!, r => (long)r[1]! / 1000.0),
            };
        }
        catch (DbException)
        {
            return traffic; // It ended at this moment.
        }
    }

    private void OpenAgain()
    {
        if (_connection.State != ConnectionState.Open)
        {
            _hasLost = true;
            _connection.Dispose();
            _connection = Connect();
        }
    }

    private DbConnection Connect()
    {
        var connection = _connect();
        try
        {
            connection.Open();
            Run(connection, TSql.LoadSession);
            for (var i = 0; i < _commands.Length; i++)
            {
                _commands[i] = Command(connection, i);
            }

            SessionId = (long)Rows(connection, TSql.SessionId)[0][0]!;
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "A load runs the templates it was given.")]
    private DbCommand Command(DbConnection connection, int statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = _plan.Statements[statement].Template.Text;
        command.CommandTimeout = 0;
        foreach (var name in _plan.Statements[statement].Parameters)
        {
            _parameters[statement].Add(command, name);
        }

        return command;
    }

    private void Run(string text)
    {
        OpenAgain();
        Run(_connection, text);
    }

    private List<object?[]> Rows(string text) => Rows(_connection, text);

    private static void Run(DbConnection connection, string text)
    {
        using var command = SqlServerCommands.Command(connection, null, text, []);
        command.ExecuteNonQuery();
    }

    private static List<object?[]> Rows(DbConnection connection, string text)
    {
        using var command = SqlServerCommands.Command(connection, null, text, []);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add(SqlServerCommands.Row(reader));
        }

        return rows;
    }
}
