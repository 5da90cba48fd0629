using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Local.Demo;

/// <summary>
/// Reads emulated production's statement statistics. Only whole intervals within the window count, so that a repeated question gets the same
/// answer however far production has gone on since.
/// </summary>
/// <param name="driver">What happens on production.</param>
public sealed class LocalWorkloadSource(ProductionDriver driver) : IWorkloadSource
{
    /// <inheritdoc/>
    public Task<WorkloadObservation> ReadAsync(Store store, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        driver.AdvanceTo(store, until);
        using var connection = DemoProduction.Open(store);
        return Task.FromResult(QueryStatistics.Read(connection, store.Id, from, until));
    }
}
