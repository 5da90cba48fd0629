using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>What the platform says of a store's size.</summary>
/// <param name="CurrentSize">Size in force (service objective).</param>
/// <param name="RequestedSize">Size last asked for; differs from <paramref name="CurrentSize"/> while a change runs.</param>
/// <param name="OperationInFlight">True while any change runs on the store.</param>
/// <param name="MaxDataBytes">Configured data size limit; null when not told.</param>
/// <param name="Online">False when paused, scaling offline, restoring or otherwise not serving.</param>
public sealed record CapacityState(string CurrentSize, string RequestedSize, bool OperationInFlight, double? MaxDataBytes = null, bool Online = true)
{
    /// <summary>What bounds a serverless store; null for others.</summary>
    public ServerlessBounds? Serverless { get; init; }

    /// <summary>Stands for a size asked for that the platform does not name.</summary>
    public const string Unnamed = "?";
}
