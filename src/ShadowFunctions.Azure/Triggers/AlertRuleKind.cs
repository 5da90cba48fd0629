using ShadowFunctions.Azure.Metrics;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Triggers;

/// <summary>
/// The rules of a store's reactive net. One rule per metric, because the conditions of one rule must all hold at once, and the net is
/// meant to catch any of them.
/// </summary>
internal sealed record AlertRuleKind(string Suffix, string MetricName, string Title, Func<TriggerSettings, double> Threshold)
{
    public static IReadOnlyList<AlertRuleKind> All { get; } =
    [
        new("cpu", MetricNames.CpuPercent, "CPU", s => s.CpuPercent),
        new("dataio", MetricNames.DataReadPercent, "data I/O", s => s.DataIoPercent),
        new("log", MetricNames.LogWritePercent, "log writes", s => s.LogWritePercent),
        new("workers", MetricNames.WorkersPercent, "workers", s => s.WorkersPercent),
    ];

    /// <summary>The rule's name in our resource group.</summary>
    public string NameFor(Store store) => $"shadow-{store.Id}-{Suffix}";
}
