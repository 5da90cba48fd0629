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
    /// <summary>Space taken from the data limit, used or not, bytes; null when not told.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>High-availability replicas; null when not told.</summary>
    public int? Replicas { get; init; }

    /// <summary>True when the store has all that an operation asks for.</summary>
    public bool Has(ScaleOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return Same(CurrentSize, operation.To) && operation.Extras?.IsMet(MaxDataBytes, Replicas) != false;
    }

    /// <summary>True when the store has, or is on its way to, all that an operation asks for. A size on its way brings with it what was asked beside it.</summary>
    public bool IsAskedFor(ScaleOperation operation) =>
        Has(operation) || (Same(RequestedSize, operation.To) && !Same(RequestedSize, CurrentSize));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>What bounds a serverless store; null for others.</summary>
    public ServerlessBounds? Serverless { get; init; }

    /// <summary>What one database of a pool is guaranteed and may take, in the pool's unit; null for others.</summary>
    public PoolLimits? PerDatabase { get; init; }

    /// <summary>Stands for a size asked for that the platform does not name.</summary>
    public const string Unnamed = "?";
}
