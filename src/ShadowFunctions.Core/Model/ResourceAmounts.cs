namespace ShadowFunctions.Core.Model;

/// <summary>
/// One amount per <see cref="ResourceKind"/>, in that resource's absolute unit. <see langword="null"/> means unknown (never zero):
/// an unknown demand binds nothing, an unknown limit is no limit.
/// </summary>
public sealed record ResourceAmounts
{
    /// <summary>All amounts unknown.</summary>
    public static ResourceAmounts Unknown { get; } = new();

    /// <summary>CPU in vCores.</summary>
    public double? CpuVCores { get; init; }

    /// <summary>Memory in bytes.</summary>
    public double? MemoryBytes { get; init; }

    /// <summary>Data reads and writes per second.</summary>
    public double? DataIops { get; init; }

    /// <summary>Data bytes per second.</summary>
    public double? DataBytesPerSecond { get; init; }

    /// <summary>Log bytes per second.</summary>
    public double? LogBytesPerSecond { get; init; }

    /// <summary>Concurrent workers.</summary>
    public double? Workers { get; init; }

    /// <summary>Concurrent sessions.</summary>
    public double? Sessions { get; init; }

    /// <summary>Network bytes per second.</summary>
    public double? NetworkBytesPerSecond { get; init; }

    /// <summary>Stored bytes.</summary>
    public double? StorageBytes { get; init; }

    /// <summary>The amount of one resource; <see langword="null"/> when unknown.</summary>
    public double? this[ResourceKind kind] => kind switch
    {
        ResourceKind.CpuVCores => CpuVCores,
        ResourceKind.MemoryBytes => MemoryBytes,
        ResourceKind.DataIops => DataIops,
        ResourceKind.DataBytesPerSecond => DataBytesPerSecond,
        ResourceKind.LogBytesPerSecond => LogBytesPerSecond,
        ResourceKind.Workers => Workers,
        ResourceKind.Sessions => Sessions,
        ResourceKind.NetworkBytesPerSecond => NetworkBytesPerSecond,
        ResourceKind.StorageBytes => StorageBytes,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a resource."),
    };

    /// <summary>A copy with one amount replaced.</summary>
    public ResourceAmounts With(ResourceKind kind, double? value) => kind switch
    {
        ResourceKind.CpuVCores => this with { CpuVCores = value },
        ResourceKind.MemoryBytes => this with { MemoryBytes = value },
        ResourceKind.DataIops => this with { DataIops = value },
        ResourceKind.DataBytesPerSecond => this with { DataBytesPerSecond = value },
        ResourceKind.LogBytesPerSecond => this with { LogBytesPerSecond = value },
        ResourceKind.Workers => this with { Workers = value },
        ResourceKind.Sessions => this with { Sessions = value },
        ResourceKind.NetworkBytesPerSecond => this with { NetworkBytesPerSecond = value },
        ResourceKind.StorageBytes => this with { StorageBytes = value },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a resource."),
    };

    /// <summary>Every known amount combined with the same resource of <paramref name="other"/>; unknown on either side stays unknown.</summary>
    public ResourceAmounts Combine(ResourceAmounts other, Func<double, double, double> combine)
    {
        var result = Unknown;
        foreach (var kind in Enum.GetValues<ResourceKind>())
        {
            if (this[kind] is { } left && other[kind] is { } right)
            {
                result = result.With(kind, combine(left, right));
            }
        }

        return result;
    }
}
