using ShadowFunctions.Azure.Connection;

namespace ShadowFunctions.Azure.Metrics;

/// <summary>The platform metrics that are read, by the names Azure Monitor gives them.</summary>
internal static class MetricNames
{
    public const string CpuPercent = "cpu_percent";
    public const string CpuUsed = "cpu_used";
    public const string CpuLimit = "cpu_limit";
    public const string DtuLimit = "dtu_limit";
    public const string PoolDtuLimit = "eDTU_limit";
    public const string DataReadPercent = "physical_data_read_percent";
    public const string LogWritePercent = "log_write_percent";
    public const string WorkersPercent = "workers_percent";
    public const string SessionsPercent = "sessions_percent";
    public const string SessionsCount = "sessions_count";
    public const string Storage = "storage";
    public const string PoolStorage = "storage_used";
    public const string AllocatedStorage = "allocated_data_storage";
    public const string ServerlessMemoryPercent = "app_memory_percent";
    public const string MemoryPercent = "sql_instance_memory_percent";

    private static readonly string[] Shared =
    [
        CpuPercent, CpuUsed, CpuLimit, DataReadPercent, LogWritePercent, WorkersPercent, SessionsPercent, SessionsCount,
        ServerlessMemoryPercent, MemoryPercent, AllocatedStorage,
    ];

    private static readonly string[] OfDatabase = [.. Shared, DtuLimit, Storage];
    private static readonly string[] OfPool = [.. Shared, PoolDtuLimit, PoolStorage];

    /// <summary>What to read of the databases in a pool.</summary>
    public static readonly IReadOnlyList<string> OfMember = [CpuPercent, CpuUsed, CpuLimit];

    /// <summary>What to read of a resource type.</summary>
    public static IReadOnlyList<string> Of(string resourceType) => resourceType == StoreResource.PoolType ? OfPool : OfDatabase;
}
