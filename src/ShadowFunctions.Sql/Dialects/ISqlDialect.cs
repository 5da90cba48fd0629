using System.Data.Common;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>
/// Everything in which one database engine differs from another. A further engine is one further class of this interface.
/// Connections to production can never write, whatever the connection string says.
/// </summary>
public interface ISqlDialect
{
    /// <summary>Opens production for reading only.</summary>
    Task<DbConnection> OpenProductionAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Opens the shadow, and makes it when the engine can.</summary>
    Task<DbConnection> OpenShadowAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Starts a transaction on production in which every read sees the same instant.</summary>
    Task<DbTransaction> BeginSnapshotAsync(DbConnection production, CancellationToken cancellationToken);

    /// <summary>Reads tables, keys and references from the catalogue.</summary>
    Task<DatabaseSchema> ReadSchemaAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>A cheap estimate of the number of rows, without reading them.</summary>
    Task<long> EstimateRowsAsync(DbConnection connection, TableSchema table, CancellationToken cancellationToken);

    /// <summary>Removes all tables of the sample from the shadow and makes those of the schema, empty, with their indexes.</summary>
    Task RecreateTablesAsync(DbConnection shadow, DbTransaction transaction, DatabaseSchema schema, CancellationToken cancellationToken);

    /// <summary>How far the change log reaches; null when the owner has not set one up.</summary>
    Task<ChangeLogState?> ChangeLogAsync(DbConnection production, CancellationToken cancellationToken);

    /// <summary>Reads changes after a position in ascending order.</summary>
    Task<IReadOnlyList<RowChange>> ReadChangesAsync(
        DbConnection production, DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Opens a measuring session on the shadow.</summary>
    Task<IRehearsalSession> OpenRehearsalAsync(string connection, CancellationToken cancellationToken);

    /// <summary>An identifier in the engine's quotes.</summary>
    string Quote(string identifier);

    /// <summary>A query cut to its first rows.</summary>
    string Limit(string query, int rows);

    /// <summary>Insert of a full row that replaces the row with the same key; parameters <c>@p0</c>, <c>@p1</c>, … in column order.</summary>
    string Upsert(TableSchema table);

    /// <summary>True when a repeat of the call may help.</summary>
    bool IsTransient(Exception exception);
}
