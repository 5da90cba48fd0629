using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Activities;

/// <summary>How much of production's scarcest limit is free now.</summary>
public sealed class HeadroomReader(UsageHistory history, ICapacityControl capacity, Sizing sizing)
{
    private const int WindowMinutes = 15;

    /// <summary>Free share of the scarcest of CPU, data I/O, log and workers over the last minutes, 0 to 1; null when metrics are missing.</summary>
    public async Task<double?> ReadAsync(Store store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var samples = await history.ReadAsync(store.Id, now.AddMinutes(-WindowMinutes), now, cancellationToken);
        if (samples.Count == 0)
        {
            return null;
        }

        var state = await capacity.ReadAsync(store, cancellationToken);
        return Of(samples, (await sizing.LadderAsync(store, cancellationToken)).Ladder[state.CurrentSize].Limits);
    }

    /// <summary>1 − the highest utilisation of any known limit in any of the samples.</summary>
    internal static double Of(IReadOnlyList<UsageSample> samples, ResourceAmounts limits)
    {
        var scarcest = 0.0;
        foreach (var kind in (ResourceKind[])[ResourceKind.CpuVCores, ResourceKind.DataIops, ResourceKind.LogBytesPerSecond, ResourceKind.Workers])
        {
            foreach (var sample in samples)
            {
                if (sample.Amounts[kind] is { } used && limits[kind] is { } limit and > 0)
                {
                    scarcest = Math.Max(scarcest, used / limit);
                }
            }
        }

        return Math.Clamp(1 - scarcest, 0, 1);
    }
}
