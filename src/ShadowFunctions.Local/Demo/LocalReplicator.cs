using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Local.Demo;

/// <summary>Lets emulated production live up to the instant of the pass, then samples it as any production.</summary>
/// <param name="driver">What happens on production.</param>
/// <param name="inner">The replicator.</param>
public sealed class LocalReplicator(ProductionDriver driver, IReplicator inner) : IReplicator
{
    /// <inheritdoc/>
    public Task<ReplicationBatch> SampleAsync(Store store, ReplicationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        driver.AdvanceTo(store, request.At);
        return inner.SampleAsync(store, request, cancellationToken);
    }
}
