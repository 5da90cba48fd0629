using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Core.Triggers;
using ShadowFunctions.Options;

namespace ShadowFunctions.Activities;

/// <summary>
/// Looks at a pool's own databases, once a day and whenever the pool has another size, and keeps what came of it: their minutes are many, and
/// are read for this alone.
/// </summary>
public sealed class PoolWatch(
    PoolAdviceRepository advices, IMetricsSource metrics, IOptions<ShadowOptions> options, TimeProvider time, ILogger<PoolWatch> logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);
    private static readonly TimeSpan Past = TimeSpan.FromDays(1);

    /// <summary>
    /// The advice for a pool at a size; null when its databases could not be read for the moment. Databases that may not be read are asked for again
    /// after a day: until then the limits stay as they are, and the pass goes on.
    /// </summary>
    public async Task<PoolAdvice?> AdviceAsync(Store store, ComputeSize size, PoolLimits inForce, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(size);
        var now = time.GetUtcNow();
        if ((await advices.GetAsync(store.Id, cancellationToken))?.Value is { } known && known.ForSize == size.Name && now - known.ComputedAt < Every)
        {
            return known;
        }

        var advice = new PoolAdvice { ForSize = size.Name, ComputedAt = now };
        try
        {
            var until = StoreWorld.FloorToMinute(now.AddMinutes(-options.Value.SettleMinutes));
            var (limits, gain) = PoolTuner.Tune(inForce, await metrics.MembersAsync(new MetricsQuery(store, until - Past, until), cancellationToken), size);
            advice = advice with { Limits = limits, Gain = gain };
        }
        catch (TransientCloudException error)
        {
            logger.LogWarning(error, "The databases of pool {Store} could not be read now; its limits stay as they are.", store.Id);
            return null;
        }
        catch (CloudRefusedException error)
        {
            logger.LogWarning(error, "The databases of pool {Store} may not be read; its limits stay as they are.", store.Id);
        }

        await advices.PutAsync(store.Id, advice, "*", cancellationToken);
        return advice;
    }
}
