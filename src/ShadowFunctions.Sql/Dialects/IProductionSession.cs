using System.Data.Common;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>One pass over production: a transaction that cannot write and in which every read sees the same instant.</summary>
public interface IProductionSession : IAsyncDisposable
{
    /// <summary>The connection that reads rows.</summary>
    DbConnection Connection { get; }

    /// <summary>The snapshot; null where every command of the connection is in it anyway.</summary>
    DbTransaction? Snapshot { get; }

    /// <summary>True when rows are read from a replica, as the server itself says.</summary>
    bool IsReplica { get; }

    /// <summary>How far the change log reaches; null when the owner has not set one up.</summary>
    Task<ChangeLogState?> ChangeLogAsync(CancellationToken cancellationToken);

    /// <summary>Reads changes after a position, none of which the snapshot does not show yet.</summary>
    /// <param name="schema">Production's tables; changes of others are left out.</param>
    /// <param name="after">Position.</param>
    /// <param name="limit">Entries wanted. A transaction is never cut, so there may be more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ChangePage> ReadChangesAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Free share of production's scarcest limit as the engine's own views tell it now, 0 to 1; null when they do not.</summary>
    /// <param name="vCores">Production's vCores, for engines whose views do not tell; null when nobody knows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<double?> HeadroomAsync(double? vCores, CancellationToken cancellationToken);

    /// <summary>The shadow holds everything up to this position: production need not keep it any longer.</summary>
    Task AcknowledgeAsync(long position, CancellationToken cancellationToken);
}
