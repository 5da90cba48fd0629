using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>What a reader must know to believe the figures, and not to believe too much.</summary>
internal static class HowTo
{
    /// <summary>The paragraphs and the definitions of the policies.</summary>
    public static string Html(BacktestOptions options, BacktestSummary summary)
    {
        var world = options.Settings.World;
        var latency = world.Latency is { } l ? Text($"{l.FewestMinutes} to {l.MostMinutes} minutes, drawn once for all policies of a series") : "as long as the vendor's table says for the kind of move";
        var bill = options.Settings.Ladder.Sizes[0].Billing == BillingRule.ClockHour
            ? "every clock hour is paid at the highest size in it" : "every second is paid by use, at least the size's minimum";
        string[] text =
        [
            Text($"The load is lived through minute by minute. A minute is short when its load is above what the size in force can do. A resize takes {latency}; {bill}. Work that cannot be done {(world.PatienceMinutes == 0 ? "is lost" : Text($"waits, at most {world.PatienceMinutes} minutes"))}. At the end of a resize connections drop for seconds and the cache is cold for minutes: that time is counted on its own (cut off) and not as short."),
            Scaling(options),
            Text($"The time before the scored window only teaches the policies. {(options.Settings.ObservedDemand ? "Policies see the load itself." : "Policies see what was served: while a store is saturated, they cannot see how much more was asked for.")}"),
            Text($"What the shadow adds here: production's counters still show how many calls arrive while it is saturated, and the rehearsals on the shadow tell what a call costs. So predictive knows the load of saturated minutes, with an error of {100 * options.Settings.ShadowError.StoreSigma:0.#} % per store and {100 * options.Settings.ShadowError.MinuteSigma:0.#} % per minute (one standard deviation, seeded). predictive-no-shadow does not. The shadow's own cost is not in these figures: one of the smallest size that rehearses an hour a day adds ${options.Settings.Ladder.Smallest.PricePerHour:0.00} a day."),
            $"Prices are list prices for compute{(options.Settings.Ladder.Sizes.All(s => s.PriceConfirmed) ? "" : ", partly estimated (licence, DTU and confidential hardware)")}. {Storage(options)} Metrics arrive at once for every policy; in life they are minutes late.",
        ];
        var definitions = string.Concat(options.Policies.Select(p => $"<dt>{Reports.Html.Text(p.Name)}</dt><dd>{Reports.Html.Text(p.Description)}</dd>"));
        var left = summary.Skipped.Count == 0 ? "" : Reports.Html.Paragraphs(summary.Skipped.Select(s => $"Left out: {s.Reason}"));
        return $"{Reports.Html.Paragraphs(text)}<dl>{definitions}</dl>{left}";
    }

    private static string Storage(BacktestOptions options) => options.Settings.World.PaidDataBytes is { } bytes && options.Settings.Ladder.Sizes.All(s => s.StoragePricePerGibMonth is not null)
        ? Text($"Storage of {bytes / (1L << 30):#,0.#} GiB is told beside them: it is the same for every policy unless one takes a size of another tier.")
        : "Storage is not known and left out; give --data-gib (and a ladder whose price of storage is known) to have it told beside them.";

    private static string Scaling(BacktestOptions options) => options.VCoresPerUnit is { } unit
        ? Text($"A value of 1 in the input is {unit:0.####} vCores.")
        : Text($"Every series was scaled so that its highest minute is {options.PeakVCores:0.##} vCores: read the figures as proportions, not as your bill. Give --unit for your bill.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
