using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>Runs a workload on the shadow and measures it; leaves the shadow's data as it was. Never connects to production.</summary>
public interface IWorkloadRunner
{
    /// <summary>Runs and measures. Statement errors are counted in the result; <see cref="TransientCloudException"/> when the shadow is unreachable.</summary>
    Task<WorkloadRun> RunAsync(Store store, WorkloadRunRequest request, CancellationToken cancellationToken);
}
