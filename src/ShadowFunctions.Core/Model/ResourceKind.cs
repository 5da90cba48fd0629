namespace ShadowFunctions.Core.Model;

/// <summary>The resources a store is measured, predicted and sized in. The unit is part of the name.</summary>
public enum ResourceKind
{
    /// <summary>CPU in vCores.</summary>
    CpuVCores,

    /// <summary>Memory in bytes.</summary>
    MemoryBytes,

    /// <summary>Data reads and writes per second.</summary>
    DataIops,

    /// <summary>Data read and written, bytes per second.</summary>
    DataBytesPerSecond,

    /// <summary>Transaction log written, bytes per second.</summary>
    LogBytesPerSecond,

    /// <summary>Concurrent workers (requests being executed).</summary>
    Workers,

    /// <summary>Concurrent sessions (connections).</summary>
    Sessions,

    /// <summary>Network in and out, bytes per second.</summary>
    NetworkBytesPerSecond,

    /// <summary>Data stored, bytes.</summary>
    StorageBytes,
}
