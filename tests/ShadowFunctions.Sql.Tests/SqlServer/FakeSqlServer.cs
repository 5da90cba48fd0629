using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using ShadowFunctions.Sql.Dialects.SqlServer;

namespace ShadowFunctions.Sql.Tests.SqlServer;

/// <summary>Answers the texts of <see cref="TSql"/> as a server does, and notes what was sent. It holds no data and plans nothing.</summary>
internal sealed class FakeSqlServer
{
    private int _sessions;

    /// <summary>Everything that was sent: the session's number, the text, the values.</summary>
    public List<(int Session, string Text, object?[] Values)> Sent { get; } = [];

    /// <summary>What a statement of the load does; null for a row with one number.</summary>
    public Func<string, object?[][]?> Run { get; set; } = _ => [[1]];

    /// <summary>Ends the sessions that are open, as a failover does.</summary>
    public List<FakeConnection> Open { get; } = [];

    public DbConnection Connect() => new FakeConnection(this, ++_sessions);

    public IEnumerable<string> Texts => Sent.Select(s => s.Text);

    private object?[][]? Answer(FakeConnection connection, string text) => text switch
    {
        TSql.Tables => Rows(TSqlTexts.Tables()),
        TSql.Columns => Rows(TSqlTexts.Columns()),
        TSql.Indexes => Rows(TSqlTexts.Indexes()),
        TSql.ForeignKeys => Rows(TSqlTexts.References()),
        TSql.ShadowReferences => [["sales", "orders", "FK_c"]],
        TSql.SessionId => [[(long)connection.Session]],
        TSql.SessionUse => [[1000L * connection.Session, 40L, 4L, 2L, 0L]],
        TSql.SessionWaits => [["WRITELOG", 500L]],
        TSql.LoadSessions => [[77L, 9000L, 9L, 9L, 9L, true], .. Open.Select(c => (object?[])[(long)c.Session, 250L, 10L, 1L, 1L, c.Session % 2 == 0])],
        TSql.DatabaseUse => [[4096L, 3L, 81920L]],
        _ when text.StartsWith("SELECT", StringComparison.Ordinal) || text.StartsWith("UPDATE [sales]", StringComparison.Ordinal) => Run(text),
        _ => [],
    };

    private static object?[][] Rows(List<object?[]> rows) => [.. rows];

    public sealed class FakeConnection(FakeSqlServer server, int session) : DbConnection
    {
        private ConnectionState _state = ConnectionState.Closed;

        public int Session => session;

        [System.Diagnostics.CodeAnalysis.AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => "shadow";

        public override string DataSource => "fake";

        public override string ServerVersion => "0";

        public override ConnectionState State => _state;

        public override void Open()
        {
            _state = ConnectionState.Open;
            server.Open.Add(this);
        }

        public override void Close()
        {
            _state = ConnectionState.Closed;
            server.Open.Remove(this);
        }

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        internal DataTableReader Execute(FakeCommand command)
        {
            object?[] values = [.. command.Parameters.Cast<SqlParameter>().Select(p => p.Value is DBNull ? null : p.Value)];
            server.Sent.Add((session, command.CommandText, values));
            var table = new DataTable();
            foreach (var row in server.Answer(this, command.CommandText) ?? throw new FakeSqlException("refused"))
            {
                while (table.Columns.Count < row.Length)
                {
                    table.Columns.Add(new DataColumn($"c{table.Columns.Count}", typeof(object)));
                }

                table.Rows.Add(row);
            }

            return table.CreateDataReader();
        }

        protected override void Dispose(bool disposing)
        {
            Close();
            base.Dispose(disposing);
        }

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new FakeTransaction(this);

        protected override DbCommand CreateDbCommand() => new FakeCommand(this);
    }

    public sealed class FakeSqlException(string message) : DbException(message);

    internal sealed class FakeTransaction(FakeConnection connection) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

        protected override DbConnection DbConnection => connection;

        public override void Commit() => connection.Execute(new FakeCommand(connection) { CommandText = "committed" });

        public override void Rollback() => connection.Execute(new FakeCommand(connection) { CommandText = "rolled back" });
    }

    /// <summary>A command whose parameters are the real driver's.</summary>
    internal sealed class FakeCommand(FakeConnection connection) : DbCommand
    {
        private readonly SqlCommand _real = new();

        [System.Diagnostics.CodeAnalysis.AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = connection;

        protected override DbParameterCollection DbParameterCollection => _real.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override int ExecuteNonQuery()
        {
            connection.Execute(this);
            return 0;
        }

        public override object? ExecuteScalar() => throw new NotSupportedException();

        public override void Prepare() => throw new NotSupportedException("sp_executesql needs none.");

        protected override DbParameter CreateDbParameter() => _real.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => connection.Execute(this);
    }
}
