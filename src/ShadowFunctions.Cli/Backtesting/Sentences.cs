using System.Globalization;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>What the figures mean, in plain sentences.</summary>
internal static class Sentences
{
    private const int MinutesAhead = 30;
    private static readonly string[] Ours = ["predictive", "predictive-no-shadow"];
    private static readonly string[] Rules = ["threshold-70-30", "azure-sample", "target-tracking", "atlas-reactive"];

    /// <summary>The sentences; none where the policies they speak of were not asked for.</summary>
    public static IReadOnlyList<string> Of(BacktestSummary summary)
    {
        if (Ours.Select(o => Find(summary, o)).FirstOrDefault(p => p is not null) is not { } ours)
        {
            return [];
        }

        var days = summary.Series.Sum(s => s.Minutes) / 1440.0;
        var sentences = new List<string>
        {
            Text($"Sized by {ours.Policy} you would have paid {Paid(ours)} for {days:0.#} days and been short for {Minutes(ours)} ({ours.ShortPercent:0.00} % of the time)."),
        };
        if (Find(summary, "static-peak") is { } peak)
        {
            sentences.Add(Text($"One size for the peak, never short, would have cost ${peak.Cost:#,0.00}: {Against(ours, peak)}."));
        }

        if (Rules.Select(r => Find(summary, r)).Where(r => r is not null && r.ShortMinutes <= ours.ShortMinutes).MinBy(r => r!.Cost) is { } reactive)
        {
            sentences.Add(Text($"The cheapest rule that was short no more often, {reactive.Policy}, would have cost ${reactive.Cost:#,0.00} with {Minutes(reactive)} short: {Against(ours, reactive)}."));
        }
        else if (Rules.Select(r => Find(summary, r)).Where(r => r is not null).MinBy(r => r!.ShortMinutes) is { } least)
        {
            sentences.Add(Text($"Every threshold rule was short more often; the one that was so least, {least.Policy}, would have cost ${least.Cost:#,0.00} with {Minutes(least)} short."));
        }

        if (Find(summary, "optimum") is { } optimum)
        {
            sentences.Add(Text($"Nobody could have paid less than ${optimum.Cost:#,0.00}: that is the optimum of one who knows the future."));
        }

        if (Skill(summary, MinutesAhead) is { Length: > 0 } ratios)
        {
            sentences.Add(Text($"{MinutesAhead} minutes ahead the error of the forecasts was {ratios[ratios.Length / 2]:0.00} of that of saying that the present goes on{(ratios.Length == 1 ? "" : " (middle of the series)")}."));
        }

        return sentences;
    }

    private static double[] Skill(BacktestSummary summary, int minutesAhead) =>
        [.. summary.Series.Select(s => s.Skill.FirstOrDefault(k => k.MinutesAhead == minutesAhead)?.ErrorRatio).OfType<double>().Order()];

    /// <summary>All that is known of the bill; what is not known is named.</summary>
    private static string Paid(PolicyFigures figures) => figures.StorageCost is { } storage
        ? Text($"${figures.Cost + storage:#,0.00} (${figures.Cost:#,0.00} for compute, ${storage:#,0.00} for storage)")
        : Text($"${figures.Cost:#,0.00} for compute (storage is not known)");

    private static PolicyFigures? Find(BacktestSummary summary, string policy) => summary.Policies.FirstOrDefault(p => p.Policy == policy);

    private static string Against(PolicyFigures ours, PolicyFigures other) => ours.Cost <= other.Cost
        ? Text($"{100 * (1 - (ours.Cost / other.Cost)):0.#} % saved")
        : Text($"{100 * ((ours.Cost / other.Cost) - 1):0.#} % cheaper than ours");

    private static string Minutes(PolicyFigures figures) => Text($"{figures.ShortMinutes:#,0} minute{(figures.ShortMinutes == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
