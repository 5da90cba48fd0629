using System.Data.Common;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>
/// Everything in which one database engine differs from another. A further engine is one further class of this interface.
/// Connections to production can never write, whatever the connection string says.
/// </summary>
public interface ISqlDialect
{
    /// <summary>The engine's name.</summary>
    string Engine { get; }

    /// <summary>The SQL that its statements are written in.</summary>
    StatementLanguage Language { get; }

    /// <summary>True when a connection string is of this engine.</summary>
    bool Accepts(string connection);

    /// <summary>Opens production for reading only and takes the snapshot that the pass reads; from a replica where the connection names one.</summary>
    Task<IProductionSession> OpenProductionAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Looks at production's open transactions where they are written: on the primary. Errors are the engine's own.</summary>
    Task<TransactionLook> LookAtTransactionsAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Opens the shadow, and makes it when the engine can.</summary>
    Task<DbConnection> OpenShadowAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Reads tables, keys and references from the catalogue.</summary>
    Task<DatabaseSchema> ReadSchemaAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>A cheap estimate of the number of rows, without reading them.</summary>
    Task<long> EstimateRowsAsync(DbConnection connection, TableSchema table, CancellationToken cancellationToken);

    /// <summary>
    /// Removes all tables of the sample from the shadow and makes those of the schema, empty, with keys, references and the indexes that
    /// matter for plans.
    /// </summary>
    Task RecreateTablesAsync(DbConnection shadow, DbTransaction transaction, DatabaseSchema schema, CancellationToken cancellationToken);

    /// <summary>
    /// Lays the rows of a filled shadow as production's lie, where the engine lets them lie anywhere, and brings the planner's statistics up to date. It may be
    /// repeated; no transaction is open. Production is asked only how its rows lie, and only here, so that a pass costs it nothing more.
    /// </summary>
    Task SettleAsync(DbConnection shadow, DbConnection production, DatabaseSchema schema, CancellationToken cancellationToken);

    /// <summary>Opens a measuring session on the shadow.</summary>
    Task<IRehearsalSession> OpenRehearsalAsync(string connection, CancellationToken cancellationToken);

    /// <summary>An identifier in the engine's quotes.</summary>
    string Quote(string identifier);

    /// <summary>A query cut to its first rows; the query has an ORDER BY.</summary>
    string Limit(string query, int rows);

    /// <summary>The expression that reads a column; <paramref name="name"/> is quoted and may be qualified.</summary>
    string Read(ColumnSchema column, string name);

    /// <summary>The expression that writes a parameter to a column or compares it with one.</summary>
    string Write(ColumnSchema column, string parameter);

    /// <summary>Insert of a full row that replaces the row with the same key; parameters <c>@p0</c>, <c>@p1</c>, … in column order.</summary>
    string Upsert(TableSchema table);

    /// <summary>True when a repeat of the call may help.</summary>
    bool IsTransient(Exception exception);
}
