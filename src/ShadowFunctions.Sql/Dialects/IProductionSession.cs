using System.Data.Common;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>
/// One pass over production. It cannot write. Reads between <see cref="RefreshAsync"/> and <see cref="ReleaseAsync"/> see the same instant; a new
/// session has refreshed already.
/// </summary>
public interface IProductionSession : IAsyncDisposable
{
    /// <summary>The connection that reads rows.</summary>
    DbConnection Connection { get; }

    /// <summary>The snapshot; null where every command of the connection is in it anyway, and while none is held.</summary>
    DbTransaction? Snapshot { get; }

    /// <summary>True when rows are read from a replica, as the server itself says.</summary>
    bool IsReplica { get; }

    /// <summary>
    /// Lets the snapshot go, so that while the pass rests production can clean up old versions of rows and change its schema. Without one: nothing.
    /// </summary>
    Task ReleaseAsync(CancellationToken cancellationToken);

    /// <summary>Takes a new snapshot, which shows at least what the one before showed. To be called after <see cref="ReleaseAsync"/>.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);

    /// <summary>How far the change log reaches; null when the owner has not set one up.</summary>
    Task<ChangeLogState?> ChangeLogAsync(CancellationToken cancellationToken);

    /// <summary>Reads changes after a position, none of which the snapshot does not show yet.</summary>
    /// <param name="schema">Production's tables; changes of others are left out.</param>
    /// <param name="after">Position.</param>
    /// <param name="limit">Entries wanted. A transaction is never cut, so there may be more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ChangePage> ReadChangesAsync(DatabaseSchema schema, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Free share of production's scarcest limit as the engine's own views tell it now, 0 to 1; null when they do not. To be asked while no snapshot
    /// is held: within a transaction an engine may repeat what it told before.
    /// </summary>
    /// <param name="vCores">Production's vCores, for engines whose views do not tell; null when nobody knows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<double?> HeadroomAsync(double? vCores, CancellationToken cancellationToken);

    /// <summary>
    /// Production has no headroom, or changes are not read for a while: what goes on there for this session between its requests ends. Reading may go on
    /// later from where it was. Most engines have nothing to end.
    /// </summary>
    Task RestAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The shadow holds everything up to this position: production need not keep it any longer.</summary>
    Task AcknowledgeAsync(long position, CancellationToken cancellationToken);
}
