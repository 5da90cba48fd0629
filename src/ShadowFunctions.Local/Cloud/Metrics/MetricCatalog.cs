using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Local.Cloud;

/// <summary>The metrics of databases and pools the emulated Azure Monitor knows, each a plain function of the use of resources.</summary>
internal static class MetricCatalog
{
    /// <summary>CPU the engine uses beside user work, percent of the size.</summary>
    private const double SystemCpuPercent = 2;

    private static readonly MetricDefinition[] Shared =
    [
        new("cpu_percent", "CPU percentage", "Percent", (u, s) => Percent(u.CpuVCores, s.VCores)),
        new("cpu_used", "CPU used", "Count", (u, s) => VCoreOnly(s, u.CpuVCores)),
        new("cpu_limit", "CPU limit", "Count", (_, s) => VCoreOnly(s, s.VCores), Varies: false),
        new("dtu_consumption_percent", "DTU percentage", "Percent", (u, s) => DtuOnly(s, Percent(u.CpuVCores, s.VCores))),
        new("physical_data_read_percent", "Data IO percentage", "Percent", (u, s) => Percent(u.DataIops, s.Limits.DataIops)),
        new("log_write_percent", "Log IO percentage", "Percent", (u, s) => Percent(u.LogBytesPerSecond, s.Limits.LogBytesPerSecond)),
        new("workers_percent", "Workers percentage", "Percent", (u, s) => Percent(u.Workers, s.Limits.Workers)),
        new("sessions_percent", "Sessions percentage", "Percent", (u, s) => Percent(u.Sessions, s.Limits.Sessions)),
        new("sessions_count", "Sessions count", "Count", (u, _) => u.Sessions),
        new("storage_percent", "Data space used percent", "Percent", (u, s) => s.Tier == "Hyperscale" ? null : Percent(u.StorageBytes, s.Limits.StorageBytes), Varies: false),
        new("allocated_data_storage", "Data space allocated", "Bytes", (u, _) => Allocated(u.StorageBytes), Varies: false),
        new("sql_instance_cpu_percent", "SQL instance CPU percent", "Percent", (u, s) => Math.Min(100, (Percent(u.CpuVCores, s.VCores) ?? 0) + SystemCpuPercent)),
        new("sql_instance_memory_percent", "SQL instance memory percent", "Percent", (u, s) => Percent(u.MemoryBytes, s.Limits.MemoryBytes)),
        new("sqlserver_process_core_percent", "SQL Server process core percent", "Percent", (u, s) => Math.Min(100, (Percent(u.CpuVCores, s.VCores) ?? 0) + SystemCpuPercent)),
        new("sqlserver_process_memory_percent", "SQL Server process memory percent", "Percent", (u, s) => Percent(u.MemoryBytes, s.Limits.MemoryBytes)),
        new("app_cpu_percent", "App CPU percentage", "Percent", (u, s) => ServerlessOnly(s, Percent(u.CpuVCores, s.VCores))),
        new("app_memory_percent", "App memory percentage", "Percent", (u, s) => ServerlessOnly(s, Percent(u.MemoryBytes, s.Limits.MemoryBytes))),
    ];

    private static readonly Dictionary<string, MetricDefinition> OfDatabase = Index(
        new("storage", "Data space used", "Bytes", (u, _) => u.StorageBytes, Varies: false),
        new("dtu_used", "DTU used", "Count", (u, s) => DtuOnly(s, u.CpuVCores / s.VCores * s.Capacity)),
        new("dtu_limit", "DTU limit", "Count", (_, s) => DtuOnly(s, s.Capacity), Varies: false));

    private static readonly Dictionary<string, MetricDefinition> OfPool = Index(
        new("storage_used", "Data space used", "Bytes", (u, _) => u.StorageBytes, Varies: false),
        new("storage_limit", "Data max size", "Bytes", (_, s) => s.Limits.StorageBytes, Varies: false),
        new("allocated_data_storage_percent", "Data space allocated percent", "Percent", (u, s) => Percent(Allocated(u.StorageBytes), s.Limits.StorageBytes), Varies: false),
        new("eDTU_used", "eDTU used", "Count", (u, s) => DtuOnly(s, u.CpuVCores / s.VCores * s.Capacity)),
        new("eDTU_limit", "eDTU limit", "Count", (_, s) => DtuOnly(s, s.Capacity), Varies: false));

    /// <summary>The metrics asked for; refuses a name that the kind of resource does not have.</summary>
    public static IReadOnlyList<MetricDefinition> Find(EmulatedResourceKind kind, IEnumerable<string> names)
    {
        var known = kind == EmulatedResourceKind.Database ? OfDatabase : OfPool;
        return [.. names.Select(name => known.TryGetValue(name, out var metric)
            ? metric
            : throw ArmException.BadRequest("BadRequest",
                $"Failed to find metric configuration for provider: Microsoft.Sql, resource Type: servers/{CloudIds.Collection(kind)}, metric: {name}, Valid metrics: {string.Join(",", known.Keys)}"))];
    }

    private static Dictionary<string, MetricDefinition> Index(params MetricDefinition[] own) =>
        own.Concat(Shared).ToDictionary(m => m.Name, StringComparer.OrdinalIgnoreCase);

    private static double? Percent(double? used, double? limit) => limit > 0 ? Math.Min(100, 100 * used!.Value / limit.Value) : null;

    private static double? VCoreOnly(ComputeSize size, double? value) => size.Family is null ? null : value;

    private static double? DtuOnly(ComputeSize size, double? value) => size.Family is null ? value : null;

    private static double? ServerlessOnly(ComputeSize size, double? value) => size.Billing == BillingRule.PerSecond ? value : null;

    /// <summary>Files grow ahead of the data by a tenth, in whole gibibytes.</summary>
    private static double? Allocated(double? bytes) => Math.Ceiling(bytes!.Value * 1.1 / PropertyBag.GibiByte) * PropertyBag.GibiByte;
}
