using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Tells what a region sells. No side effect. Errors: <see cref="TransientCloudException"/>, <see cref="CloudRefusedException"/>; an answer is
/// whole or none, so that no size is taken for unsold because half of it was missing.
/// </summary>
public interface ICapabilitySource
{
    /// <summary>Every size of databases and pools that the region tells of.</summary>
    Task<IReadOnlyList<RegionSize>> ReadAsync(string subscriptionId, string region, CancellationToken cancellationToken);
}
