using System.Text.Json.Nodes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>The minutes of a pool's databases: what the pool did in a minute, shared among them by their demand and the limits in force.</summary>
internal static class PoolLife
{
    /// <summary>The limits in force, vCores; a pool counted in DTU has them in DTU.</summary>
    public static PoolLimits Limits(CloudResource pool)
    {
        var size = CloudWorld.SizeOf(EmulatedResourceKind.ElasticPool, pool.State.Size);
        var (settings, unit) = (pool.Properties["perDatabaseSettings"], size.VCores / size.Capacity);
        return new PoolLimits(unit * Value("minCapacity", 0), unit * Value("maxCapacity", size.Capacity));

        double Value(string name, double otherwise) => settings?[name] is JsonValue value && value.TryGetValue(out double number) ? number : otherwise;
    }

    /// <summary>What each database did in a minute of the pool; the work that waits is theirs as they left it the minute before.</summary>
    public static MinuteOutcome[] Minute(MinuteOutcome pool, IReadOnlyList<EmulatedMember> members, PoolLimits limits, IReadOnlyList<double> waiting)
    {
        double[] demand = [.. members.Select(m => m.Trace.DemandVCores(pool.Minute))];
        double[] due = [.. demand.Select((d, i) => Math.Min(d, limits.MaxVCores) + waiting[i])];
        var served = new double[members.Count];
        PoolShares.Serve(due, pool.ServedVCores, limits, served);
        var left = due.Zip(served, (d, s) => d - s).Sum();
        return [.. members.Select((_, i) => new MinuteOutcome
        {
            Minute = pool.Minute,
            DemandVCores = demand[i],
            ServedVCores = served[i],
            CapacityVCores = limits.MaxVCores,
            Size = pool.Size,
            BacklogVCoreMinutes = left > 0 ? pool.BacklogVCoreMinutes * (due[i] - served[i]) / left : 0,
            MetricsMissing = pool.MetricsMissing,
        })];
    }
}
