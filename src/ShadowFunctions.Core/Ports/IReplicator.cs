using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Copies a masked, rate-limited sample of production into the shadow. Exactly-once in effect: rows and position are committed
/// together in the shadow. Never writes to production. Stops by itself without headroom.
/// </summary>
public interface IReplicator
{
    /// <summary>Makes one pass. Errors: <see cref="TransientCloudException"/> when a connection was lost; nothing of the pass is kept then.</summary>
    Task<ReplicationBatch> SampleAsync(Store store, ReplicationRequest request, CancellationToken cancellationToken);
}
