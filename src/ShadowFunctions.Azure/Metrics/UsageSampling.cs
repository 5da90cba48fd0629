using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Metrics;

/// <summary>
/// Turns percentages of a size into absolute amounts, minute by minute, with the limits of the size that was in force in that minute.
/// The size is read from the limit metric of the minute: vCores tell a vCore size, DTUs a DTU size. Without one, or with one that no size or
/// more than one has, percentages stay unknown.
/// </summary>
/// <param name="ladder">The ladder the store's sizes stand on; null for one that has no size of its own.</param>
internal sealed class UsageSampling(SizeLadder? ladder)
{
    /// <summary>A size off the ladder that somebody else set; null when the store was not seen at one, or nobody knows the size.</summary>
    public ComputeSize? Foreign { get; init; }

    /// <summary>Since when the store is off its ladder, UTC; null when it is on it. A limit alone does not tell one tier from another.</summary>
    public DateTimeOffset? ForeignSince { get; init; }

    /// <summary>From this percentage on, a limit counts as reached (averages over a minute seldom show a full 100).</summary>
    private const double SaturatedPercent = 99.5;

    // Not memory: SQL Server fills its cache up to the limit by design, so a full memory says nothing about demand.
    private static readonly string[] Limiting =
    [
        MetricNames.CpuPercent, MetricNames.DataReadPercent, MetricNames.LogWritePercent, MetricNames.WorkersPercent, MetricNames.SessionsPercent,
    ];

    /// <summary>One sample.</summary>
    public UsageSample Sample(DateTimeOffset minute, IReadOnlyDictionary<string, double> values)
    {
        var size = SizeAt(minute, values);
        var limits = size?.Limits ?? ResourceAmounts.Unknown;
        var vCores = Value(values, MetricNames.CpuLimit) ?? limits.CpuVCores;
        var memoryPercent = Value(values, size?.Billing == BillingRule.PerSecond ? MetricNames.ServerlessMemoryPercent : MetricNames.MemoryPercent);
        var amounts = new ResourceAmounts
        {
            CpuVCores = Value(values, MetricNames.CpuUsed) ?? Share(Value(values, MetricNames.CpuPercent), vCores),
            MemoryBytes = Share(memoryPercent, limits.MemoryBytes),
            DataIops = Share(Value(values, MetricNames.DataReadPercent), limits.DataIops),
            LogBytesPerSecond = Share(Value(values, MetricNames.LogWritePercent), limits.LogBytesPerSecond),
            Workers = Share(Value(values, MetricNames.WorkersPercent), limits.Workers),
            Sessions = Value(values, MetricNames.SessionsCount),
            StorageBytes = Value(values, MetricNames.Storage) ?? Value(values, MetricNames.PoolStorage),
        };
        return new UsageSample(minute, amounts, IsSaturated(values), size?.Name) { AllocatedBytes = Value(values, MetricNames.AllocatedStorage) };
    }

    /// <summary>vCores or DTUs of the size that was in force; null when the minute does not tell.</summary>
    public static double? CapacityAt(IReadOnlyDictionary<string, double> values) =>
        Value(values, MetricNames.CpuLimit) ?? Value(values, MetricNames.DtuLimit) ?? Value(values, MetricNames.PoolDtuLimit);

    private ComputeSize? SizeAt(DateTimeOffset minute, IReadOnlyDictionary<string, double> values)
    {
        if (minute >= ForeignSince)
        {
            return Foreign is { } foreign && Has(foreign, values) ? foreign : null;
        }

        // Both limits in one minute are those of a switch between the two: the minute is of neither.
        var matching = ladder?.Sizes.Where(s => Has(s, values)).Take(2).ToArray();
        return matching is [var only] ? only : null;
    }

    private static bool Has(ComputeSize size, IReadOnlyDictionary<string, double> values)
    {
        var limit = size.Family is null ? Value(values, MetricNames.DtuLimit) ?? Value(values, MetricNames.PoolDtuLimit) : Value(values, MetricNames.CpuLimit);
        return Math.Abs(size.Capacity - limit ?? double.NaN) < 0.01;
    }

    private static bool IsSaturated(IReadOnlyDictionary<string, double> values) =>
        Array.Exists(Limiting, name => Value(values, name) >= SaturatedPercent)
        || (Value(values, MetricNames.CpuUsed) is { } used && Value(values, MetricNames.CpuLimit) is > 0 and var limit
            && used >= SaturatedPercent / 100 * limit);

    private static double? Value(IReadOnlyDictionary<string, double> values, string name) =>
        values.TryGetValue(name, out var value) ? value : null;

    private static double? Share(double? percent, double? limit) => percent / 100 * limit;
}
