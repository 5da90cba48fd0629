using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>Rehearses each store in the dialect of its shadow's connection string.</summary>
/// <param name="dialects">The engines.</param>
public sealed class EngineWorkloadRunner(SqlDialects dialects) : IWorkloadRunner
{
    /// <inheritdoc/>
    public Task<WorkloadRun> RunAsync(Store store, WorkloadRunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        return store.ShadowConnection is { } connection
            ? new WorkloadRunner(dialects.Of(connection)).RunAsync(store, request, cancellationToken)
            : Task.FromResult(new WorkloadRun
            {
                Id = request.RunId,
                StoreId = store.Id,
                At = request.At,
                Profile = request.Profile.Name,
                Guard = ReasonCode.NoShadow,
            });
    }
}
