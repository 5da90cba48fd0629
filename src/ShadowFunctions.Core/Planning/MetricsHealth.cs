using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>Judges whether production's last minutes can be trusted for making it smaller.</summary>
public static class MetricsHealth
{
    // Measured use may pass a limit a little by rounding and bursts; beyond this it contradicts the size that was reported with it.
    internal const double Tolerance = 1.5;
    private const int JudgedMinutes = 15;

    /// <summary>Why the metrics cannot be trusted; null when they can.</summary>
    public static Reason? Assess(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var samples = input.RecentSamples;
        var measured = samples.LastOrDefault(s => s.Amounts.CpuVCores is not null);
        if (measured is null)
        {
            return new Reason(ReasonCode.MetricsMissing, "There are no CPU metrics: nothing is made smaller.");
        }

        var age = (input.Now - measured.Minute.AddMinutes(1)).TotalMinutes;
        var allowed = input.Store.Configuration.PreAllocation.StaleAfterMinutes;
        if (age > allowed)
        {
            return new Reason(ReasonCode.MetricsStale, $"The last CPU metrics are {Planner.Number(age)} minutes old, allowed are {allowed}: nothing is made smaller.");
        }

        return samples.Skip(Math.Max(0, samples.Count - JudgedMinutes)).Select(s => Contradiction(s, input)).FirstOrDefault(r => r is not null);
    }

    private static Reason? Contradiction(UsageSample sample, DecisionInput input)
    {
        if (sample.Minute > input.Now)
        {
            return new Reason(ReasonCode.MetricsContradictory, $"A minute of {sample.Minute:u} lies in the future: nothing is made smaller.");
        }

        var size = sample.Size is { } name && input.Ladder.Contains(name) ? input.Ladder[name] : null;
        foreach (var kind in Enum.GetValues<ResourceKind>())
        {
            if (sample.Amounts[kind] is not { } amount)
            {
                continue;
            }

            if (!double.IsFinite(amount) || amount < 0)
            {
                return new Reason(ReasonCode.MetricsContradictory, $"{kind} of {sample.Minute:u} is no amount: nothing is made smaller.");
            }

            if (kind != ResourceKind.StorageBytes && size?.Limits[kind] is { } limit && amount > limit * Tolerance)
            {
                return new Reason(
                    ReasonCode.MetricsContradictory,
                    $"{kind} {Planner.Number(amount)} exceeds what {size.Name} can give, {Planner.Number(limit)}: nothing is made smaller.");
            }
        }

        return null;
    }
}
