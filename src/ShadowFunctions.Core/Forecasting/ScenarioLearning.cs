using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Corrects an announcement by what past events of its name did. The share of the announced effect that happens is taken as normal: before any
/// event around 1, as uncertain as announced; events differ among themselves by half of that; each measured share is weighted by its own
/// precision (the normal model with known variances, Gelman et al., Bayesian Data Analysis, section 2.5).
/// </summary>
public static class ScenarioLearning
{
    private const double Between = 0.5;
    private const double SmallestMultiplier = 0.01;
    private const double LargestMultiplier = 1e4;

    /// <summary>The announcement as it is expected now: the same object when nothing was learned.</summary>
    /// <param name="announced">The announcement.</param>
    /// <param name="record">Past events of the name; null when there are none. The event's own outcome does not count.</param>
    /// <param name="start">Start of the announced window, UTC.</param>
    public static Scenario Expected(Scenario announced, ScenarioRecord? record, DateTimeOffset start)
    {
        ArgumentNullException.ThrowIfNull(announced);
        var past = Past(record, start);
        var effect = announced.Multiplier is { } multiplier ? Math.Abs(multiplier - 1) / multiplier : 1;
        if (past.Count == 0 || effect == 0)
        {
            return announced;
        }

        var (share, deviation) = Posterior(past, Math.Max(announced.RelativeUncertainty, 0.01) / effect);
        if (announced.Multiplier is { } m)
        {
            var corrected = Math.Clamp(1 + (share * (m - 1)), SmallestMultiplier, LargestMultiplier);
            return announced with { Multiplier = corrected, RelativeUncertainty = Math.Min(2, deviation * Math.Abs(m - 1) / corrected) };
        }

        var rates = Math.Max(0, share);
        return announced with
        {
            Rates = announced.Rates?.ToDictionary(r => r.Key, r => r.Value * rates),
            RelativeUncertainty = Math.Min(2, deviation / Math.Max(SmallestMultiplier, rates)),
        };
    }

    /// <summary>A sentence on what was learned; null when nothing was.</summary>
    public static string? Note(Scenario announced, Scenario expected, ScenarioRecord? record, DateTimeOffset start)
    {
        ArgumentNullException.ThrowIfNull(announced);
        ArgumentNullException.ThrowIfNull(expected);
        var past = Past(record, start);
        if (past.Count == 0 || ReferenceEquals(announced, expected))
        {
            return null;
        }

        var what = expected.Multiplier is { } m
            ? string.Create(CultureInfo.InvariantCulture, $"{m:0.##} times the usual load instead of {announced.Multiplier:0.##}")
            : string.Create(CultureInfo.InvariantCulture, $"its rates times {expected.Rates!.Values.Sum() / Math.Max(1e-9, announced.Rates!.Values.Sum()):0.##}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Scenario {announced.Name}: of what was announced for {past.Count} past event(s) {past.Average(p => p.Share):P0} came; {what} is expected, within {expected.RelativeUncertainty:P0}.");
    }

    private static List<ScenarioOutcome> Past(ScenarioRecord? record, DateTimeOffset start) => [.. (record?.Past ?? []).Where(p => p.Start < start)];

    private static (double Share, double Deviation) Posterior(List<ScenarioOutcome> past, double prior)
    {
        var between = Between * prior;
        var (weights, sum) = (1 / (prior * prior), 1 / (prior * prior));
        foreach (var outcome in past)
        {
            var weight = 1 / ((outcome.Deviation * outcome.Deviation) + (between * between));
            weights += weight;
            sum += weight * outcome.Share;
        }

        return (sum / weights, Math.Sqrt((1 / weights) + (between * between)));
    }
}
