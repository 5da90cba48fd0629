using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Local.Cloud;

/// <summary>
/// The minutes of a resource that metrics are read from: lived ones from the file; the time before from its trace, as if it had always
/// run at the smallest size that was never short.
/// </summary>
internal sealed class MetricHistory(CloudWorld world)
{
    private readonly Dictionary<string, ComputeSize> _sizesBefore = [];

    /// <summary>The minutes of [from, to); those too old, too young or just after a switch have no data. Inside a turn only.</summary>
    public MinuteLoad[] Read(CloudFile file, CloudResource resource, DateTimeOffset from, DateTimeOffset to)
    {
        var loads = new MinuteLoad[Math.Max(0, (int)(to - from).TotalMinutes)];
        var now = StoreWorld.FloorToMinute(world.Now);
        var oldest = Later(from, now.AddDays(-world.Options.MetricsRetentionDays));
        var young = Earlier(to, now.AddMinutes(-world.Options.MetricsDelayMinutes - world.Options.Faults.LagAt(resource, now)));
        if (resource.StoreId is not null || resource.Pool is not null)
        {
            Before(resource, from, oldest, Earlier(young, resource.BegunAt), loads);
        }

        foreach (var minute in file.Minutes(resource.Key, oldest, young).Where(m => !m.MetricsMissing))
        {
            loads[(int)(minute.Minute - from).TotalMinutes] = new MinuteLoad(minute.ServedVCores, CloudWorld.SizeIn(resource, minute));
        }

        for (var i = 0; i < loads.Length && (world.Options.Faults.Metrics.Count > 0 || world.Options.Faults.MetricGapShare > 0); i++)
        {
            loads[i] = world.Options.Faults.IsGap(resource, from.AddMinutes(i)) ? default : loads[i];
        }

        return loads;
    }

    private void Before(CloudResource resource, DateTimeOffset from, DateTimeOffset first, DateTimeOffset end, MinuteLoad[] loads)
    {
        if (first >= end)
        {
            return;
        }

        // A database of a pool had the pool to itself as far as it asked: that was never short.
        var (trace, size) = (world.Trace(resource), SizeBefore(resource.Pool is { } pool ? world.Find(pool) ?? resource : resource));
        var capacity = world.Profile(resource).CapacityVCores(size);
        for (var minute = first; minute < end; minute = minute.AddMinutes(1))
        {
            loads[(int)(minute - from).TotalMinutes] = new MinuteLoad(Math.Min(trace.DemandVCores(minute), capacity), size);
        }
    }

    private ComputeSize SizeBefore(CloudResource resource)
    {
        if (!_sizesBefore.TryGetValue(resource.Key, out var size))
        {
            var begun = resource.BegunAt;
            var ladder = LadderOf(resource.Kind, world.StartSize(resource));
            var policy = StaticPolicy.ForPeak(
                world.Trace(resource), begun.AddDays(-world.Options.MetricsRetentionDays), begun, ladder, world.Profile(resource));
            _sizesBefore[resource.Key] = size = ladder[policy.InitialSize];
        }

        return size;
    }

    private static SizeLadder LadderOf(EmulatedResourceKind kind, string startSize)
    {
        var size = CloudWorld.SizeOf(kind, startSize);
        return CloudWorld.Sizes.Ladder(kind == EmulatedResourceKind.ElasticPool ? SizeCatalog.PoolPrefix + size.SkuName : size.SkuName);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
