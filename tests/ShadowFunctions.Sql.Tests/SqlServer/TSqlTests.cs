using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects.SqlServer;

namespace ShadowFunctions.Sql.Tests.SqlServer;

public sealed class TSqlTests
{
    /// <summary>Columns of the system views in use, as the documentation of Azure SQL Database lists them.</summary>
    private static readonly Dictionary<string, string> SystemViews = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sys.tables"] = "name object_id schema_id is_ms_shipped is_memory_optimized temporal_type is_external",
        ["sys.schemas"] = "name schema_id",
        ["sys.columns"] = "object_id name column_id system_type_id user_type_id max_length precision scale collation_name is_nullable is_identity default_object_id",
        ["sys.types"] = "name system_type_id user_type_id",
        ["sys.computed_columns"] = "object_id column_id definition is_persisted",
        ["sys.default_constraints"] = "object_id definition",
        ["sys.indexes"] = "object_id name index_id type is_unique is_primary_key is_disabled is_hypothetical filter_definition",
        ["sys.index_columns"] = "object_id index_id index_column_id column_id key_ordinal is_descending_key",
        ["sys.foreign_keys"] = "name object_id parent_object_id referenced_object_id is_disabled delete_referential_action_desc update_referential_action_desc",
        ["sys.foreign_key_columns"] = "constraint_object_id constraint_column_id parent_object_id parent_column_id referenced_object_id referenced_column_id",
        ["sys.partitions"] = "object_id index_id rows",
        ["sys.change_tracking_tables"] = "object_id",
        ["sys.dm_db_resource_stats"] = "end_time avg_cpu_percent avg_data_io_percent avg_log_write_percent max_worker_percent",
        ["sys.dm_exec_requests"] = "session_id cpu_time logical_reads writes start_time status wait_type blocking_session_id",
        ["sys.dm_tran_database_transactions"] = "transaction_id database_id database_transaction_log_bytes_used",
        ["sys.dm_tran_session_transactions"] = "session_id transaction_id is_user_transaction",
        ["sys.dm_tran_active_transactions"] = "transaction_id transaction_begin_time",
        ["sys.dm_exec_sessions"] = "session_id is_user_process program_name cpu_time logical_reads reads writes",
        ["sys.dm_exec_session_wait_stats"] = "session_id wait_type waiting_tasks_count wait_time_ms",
        ["sys.dm_os_schedulers"] = "scheduler_id status",
        ["sys.database_files"] = "file_id type name size",
        ["sys.dm_io_virtual_file_stats"] = "database_id file_id num_of_reads num_of_bytes_read num_of_writes num_of_bytes_written",
        ["sys.query_store_runtime_stats"] = "plan_id runtime_stats_interval_id execution_type count_executions avg_duration avg_cpu_time avg_logical_io_reads avg_logical_io_writes avg_physical_io_reads avg_log_bytes_used avg_rowcount max_query_max_used_memory",
        ["sys.query_store_runtime_stats_interval"] = "runtime_stats_interval_id start_time end_time",
        ["sys.query_store_plan"] = "plan_id query_id query_plan",
        ["sys.query_store_query"] = "query_id query_text_id is_internal_query",
        ["sys.query_store_query_text"] = "query_text_id query_sql_text",
    };

    [Fact]
    public void Every_text_is_enumerated() => Assert.Equal(
        typeof(TSql).GetFields().Where(f => f.IsLiteral).Select(f => f.Name).Order(), TSql.All.Keys.Order());

    [Fact]
    public void Every_text_parses_for_Azure_SQL_Database() => Assert.All(TSqlTexts.All(), t => Parse(t.Text));

    [Fact]
    public void Texts_read_no_column_that_the_system_views_do_not_have() => Assert.All(TSqlTexts.All().Where(t => t.Text.Contains("sys.", StringComparison.Ordinal)), t =>
    {
        var visitor = new References();
        Parse(t.Text).Accept(visitor);
        Assert.All(visitor.Tables, v => Assert.Contains(v.Value, SystemViews.Keys));
        Assert.All(visitor.Columns.Where(c => visitor.Tables.ContainsKey(c.Alias)), c =>
            Assert.Contains(c.Column.ToLowerInvariant(), SystemViews[visitor.Tables[c.Alias]].Split(' ')));
    });

    [Fact]
    public void Statements_on_rows_fit_the_tables_the_dialect_makes()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true", "skipped: no data of cultures here, which the model needs");
        using var model = new TSqlModel(SqlServerVersion.SqlAzure, new TSqlModelOptions());
        model.AddObjects("CREATE SCHEMA sales");
        foreach (var definition in TSqlTexts.DefinitionsOf(TSqlTexts.Schema))
        {
            model.AddObjects(definition);
        }

        var number = 0;
        foreach (var (_, text) in TSqlTexts.Keyed.SelectMany(TSqlTexts.Data))
        {
            var parameters = string.Join(", ", Enumerable.Range(0, 150).Select(i => $"@p{i} nvarchar(100)"));
            model.AddObjects($"CREATE PROCEDURE dbo.p{number++} {parameters} AS BEGIN {text} END");
        }

        Assert.Empty(model.Validate().Where(m => m.MessageType == Microsoft.SqlServer.Dac.DacMessageType.Error).Select(m => m.ToString()));
        model.AddObjects("CREATE PROCEDURE dbo.wrong AS SELECT t.[no such column] FROM dbo.customers AS t");
        Assert.NotEmpty(model.Validate());
    }

    [Fact]
    public void The_catalogue_becomes_tables_and_says_what_the_shadow_cannot_hold()
    {
        var schema = TSqlTexts.Schema;
        Assert.Equal(["customers", "every type", "heap", "sales.orders"], schema.Tables.Select(t => t.Name));
        Assert.Equal(["customer", "no]"], schema.Find("sales.orders")!.Key);
        Assert.Equal(" ON DELETE CASCADE", schema.Find("sales.orders")!.ForeignKeys.Single().Actions);
        Assert.DoesNotContain(schema.Find("customers")!.Columns, c => c.Name == "year");
        Assert.True(schema.Find("customers")!["e-mail"].IgnoresCase);
        string[] notes = ["every type.geography is of type geography", "every type.sql_variant is of type", "heap has no primary key", "Index CS of every type"];
        Assert.All(notes, n => Assert.Contains(schema.Notes, note => note.Contains(n, StringComparison.Ordinal)));
        Assert.Equal(notes.Length, schema.Notes.Count);
    }

    [Fact]
    public void The_oldest_transaction_is_believed_only_where_the_app_may_see_the_others()
    {
        Assert.Equal(new TransactionLook(75), SqlServerDialect.OldestOf([[1L, 75L]]));
        Assert.Equal(new TransactionLook(null), SqlServerDialect.OldestOf([[1L, null]]));
        foreach (var rows in (List<object?[]>[])[[[0L, 75L]], [[null, null]], []])
        {
            var look = SqlServerDialect.OldestOf(rows);
            Assert.Null(look.OldestSeconds);
            Assert.Contains("VIEW DATABASE STATE", look.Unseen, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Server=tcp:x.database.windows.net,1433;Database=d;User Id=u;Password=p")]
    [InlineData("Server=x;Initial Catalog=d;Integrated Security=true")]
    public void A_connection_string_that_signs_in_by_itself_is_refused(string connection)
    {
        var error = Assert.Throws<ArgumentException>(() => SqlServerDialect.Prepare(connection, default));
        Assert.Contains("managed identity", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("=p", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Connections_are_encrypted_and_carry_no_secret()
    {
        var builder = SqlServerDialect.Prepare(
            "Server=tcp:x.database.windows.net;Database=d;Encrypt=false;Authentication=Active Directory Default", Microsoft.Data.SqlClient.ApplicationIntent.ReadOnly);
        Assert.Equal(Microsoft.Data.SqlClient.SqlConnectionEncryptOption.Mandatory, builder.Encrypt);
        Assert.Equal(Microsoft.Data.SqlClient.ApplicationIntent.ReadOnly, builder.ApplicationIntent);
        Assert.False(builder.TrustServerCertificate);
        Assert.DoesNotContain("Authentication", builder.ConnectionString, StringComparison.OrdinalIgnoreCase);
    }

    private static TSqlFragment Parse(string text)
    {
        var fragment = new TSql180Parser(initialQuotedIdentifiers: true, SqlEngineType.SqlAzure).Parse(new StringReader(text), out var errors);
        Assert.True(errors.Count == 0, $"{string.Join("; ", errors.Select(e => e.Message))} in: {text}");
        return fragment;
    }

    private sealed class References : TSqlFragmentVisitor
    {
        public Dictionary<string, string> Tables { get; } = new(StringComparer.OrdinalIgnoreCase);

        public List<(string Alias, string Column)> Columns { get; } = [];

        public override void Visit(NamedTableReference node)
        {
            if (node.SchemaObject.SchemaIdentifier?.Value == "sys")
            {
                Tables[node.Alias.Value] = $"sys.{node.SchemaObject.BaseIdentifier.Value}";
            }
        }

        public override void Visit(SchemaObjectFunctionTableReference node) => Tables[node.Alias.Value] = $"sys.{node.SchemaObject.BaseIdentifier.Value}";

        public override void Visit(ColumnReferenceExpression node)
        {
            if (node.MultiPartIdentifier is { Count: 2 } name)
            {
                Columns.Add((name[0].Value, name[1].Value));
            }
        }
    }
}
