using System.Globalization;
using Spectre.Console;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>The solved limits and the price of each extra nine, for the terminal and the report.</summary>
internal static class LimitTable
{
    /// <summary>Heads of the columns.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["policy", "at most short", "cheapest setting that kept it", "short % then", "short % after", "$ per day after", "dearer by"];

    /// <summary>What the table shows, and what it does not.</summary>
    public static string Explain(BacktestSummary summary)
    {
        var part = summary.Solved[0].Series < summary.Series.Count ? string.Create(CultureInfo.InvariantCulture, $" Solved on {summary.Solved[0].Series} of {summary.Series.Count} series.") : "";
        return "Solved on each series' own history: the cheapest setting that kept the limit in the first half of the scored time (then), "
            + "and what it cost and was short in the second half (after), which the choice did not see. "
            + "A price goes into preAllocation.shortfallPricePerVCoreHour with shortLimitPercent null." + part;
    }

    /// <summary>The rows; "dearer by" is against the limit before, the price of each extra nine.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<SolvedLimit> solved) =>
        [.. solved.GroupBy(s => s.Policy).SelectMany(g => g.Select((s, i) => Row(s, i == 0 ? null : g.ElementAt(i - 1))))];

    /// <summary>Prints the table; nothing where no limit was asked for.</summary>
    public static void Write(BacktestSummary summary)
    {
        if (summary.Solved.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).Title("The price of each extra nine");
        table.AddColumns([.. Columns]);
        foreach (var row in Rows(summary.Solved))
        {
            table.AddRow([.. row]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(Explain(summary));
    }

    private static string[] Row(SolvedLimit s, SolvedLimit? before)
    {
        var limit = Text(s.LimitPercent, "0.####") + " %";
        if (s.NotReached > 0)
        {
            return [s.Policy, limit, s.Series == 1 ? "not reached" : $"not reached on {s.NotReached} of {s.Series} series", "", "", "", ""];
        }

        var (first, rest) = (100 * s.First.ShortShare, 100 * s.Rest.ShortShare);
        return
        [
            s.Policy, limit, s.Setting!, Text(first, "0.000"), Text(rest, "0.000") + (s.Rest.Keeps(s.LimitPercent / 100) ? "" : " (not kept)"), Text(PerDay(s), "0.00"),
            before is { NotReached: 0 } ? Text(100 * ((PerDay(s) / PerDay(before)) - 1), "0.0") + " %" : "",
        ];
    }

    private static double PerDay(SolvedLimit s) => 1440 * s.Rest.Cost / Math.Max(1, s.Rest.Minutes);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
