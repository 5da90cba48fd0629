using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Triggers;

/// <summary>
/// Bounds of a serverless store, by what each choice would have cost on the store's own past. A minute awake is billed at the larger of
/// minimum and use; a paused one costs nothing, and waking up makes callers wait. A higher minimum keeps memory (3 GB to a vCore), so that a
/// jump of load does not meet a cold cache.
/// </summary>
public static class ServerlessTuner
{
    private const double IdleVCores = 0.01;
    private const double MinutesToWake = 1;
    private const double ColdMinutes = 1;
    private const double MinVCoresStep = 0.5;

    /// <summary>About a day: of the last one, the youngest minutes are not there yet.</summary>
    private const int LeastMinutes = 23 * 60;

    /// <summary>Delays that are tried, as far as the region offers them.</summary>
    private static readonly int[] PauseDelays = [60, 120, 240, 480, 960];

    /// <summary>The cheapest bounds on the past; those in force unless others are cheaper.</summary>
    /// <param name="inForce">The bounds in force.</param>
    /// <param name="samples">Production's minutes in time order; a minute without a sample was paused.</param>
    /// <param name="size">The serverless size.</param>
    /// <param name="shortMinutePrice">What a minute is worth in which callers wait, price list's currency.</param>
    public static (ServerlessBounds Bounds, Reason? Reason) Tune(
        ServerlessBounds inForce, IReadOnlyList<UsageSample> samples, ComputeSize size, double shortMinutePrice)
    {
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(size);
        if (samples.Count == 0 || (samples[^1].Minute - samples[0].Minute).TotalMinutes < LeastMinutes)
        {
            return (inForce, null);
        }

        var minutes = Minutes(samples);
        var now = Cost(inForce, minutes, size, shortMinutePrice);
        var best = Choices(inForce, size).MinBy(b => Cost(b, minutes, size, shortMinutePrice))!;
        var then = Cost(best, minutes, size, shortMinutePrice);
        return then < now && best != inForce
            ? (best, new Reason(ReasonCode.TriggerMoved, string.Create(
                CultureInfo.InvariantCulture,
                $"Serverless minimum {best.MinVCores:0.##} vCores, pause after {best.PauseDelayMinutes} minutes: {then:0.00} instead of {now:0.00} on the last {minutes.Length / 60} hours.")))
            : (inForce, null);
    }

    /// <summary>Cost of a past under some bounds, price list's currency, waiting callers included.</summary>
    internal static double Cost(ServerlessBounds bounds, ReadOnlySpan<double> minutes, ComputeSize size, double shortMinutePrice)
    {
        var perVCoreMinute = size.PricePerHour / size.VCores / 60;
        var (cost, idle, kept) = (0.0, 0, 0.0);
        foreach (var use in minutes)
        {
            idle = use <= IdleVCores ? idle + 1 : 0;
            if (bounds.PauseDelayMinutes > 0 && idle > bounds.PauseDelayMinutes)
            {
                kept = 0;
                continue;
            }

            if (kept == 0 && use > IdleVCores && bounds.PauseDelayMinutes > 0)
            {
                cost += MinutesToWake * shortMinutePrice;
            }
            else if (use > 2 * Math.Max(kept, bounds.MinVCores))
            {
                // Twice the memory at once: what the cache held does not serve the new load.
                cost += ColdMinutes * shortMinutePrice * (1 - (Math.Max(kept, bounds.MinVCores) / use));
            }

            kept = Math.Max(bounds.MinVCores, use);
            cost += kept * perVCoreMinute;
        }

        return cost;
    }

    /// <summary>A store that never pauses was set so by its owner (replication and other features forbid pausing): that is left alone.</summary>
    private static IEnumerable<ServerlessBounds> Choices(ServerlessBounds inForce, ComputeSize size)
    {
        foreach (var min in size.MinVCoreChoices.Count > 0 ? size.MinVCoreChoices : Minima(size))
        {
            foreach (var delay in inForce.PauseDelayMinutes < 0 ? [inForce.PauseDelayMinutes] : PauseDelays.Where(d => size.PauseDelays?.Has(d) != false))
            {
                yield return new ServerlessBounds(min, delay);
            }
        }
    }

    private static IEnumerable<double> Minima(ComputeSize size)
    {
        for (var min = size.MinVCores ?? MinVCoresStep; min <= size.VCores; min += MinVCoresStep)
        {
            yield return min;
        }
    }

    private static double[] Minutes(IReadOnlyList<UsageSample> samples)
    {
        var minutes = new double[(int)(samples[^1].Minute - samples[0].Minute).TotalMinutes + 1];
        foreach (var sample in samples)
        {
            minutes[(int)(sample.Minute - samples[0].Minute).TotalMinutes] = sample.Amounts.CpuVCores is { } v && double.IsFinite(v) ? Math.Max(0, v) : 0;
        }

        return minutes;
    }
}
