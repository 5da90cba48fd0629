using System.Globalization;
using ShadowFunctions.Cli.Reports;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>The report of a back-test: sentences, figures, the frontier, the series.</summary>
internal static class BacktestReport
{
    /// <summary>Most series with charts; all are in the table.</summary>
    public const int MostPictures = 30;

    private const int OpenPictures = 3;

    /// <summary>The page.</summary>
    public static string Write(
        BacktestOptions options, BacktestSummary summary, IReadOnlyList<SeriesPicture> pictures, IReadOnlyList<FrontierPoint> frontier)
    {
        var days = summary.Series.Sum(s => s.Minutes) / 1440.0;
        var page = new HtmlPage(
            "What sizing ahead would have cost you",
            Text($"{Count(summary.Series.Count, "load series", "load series")}, {days:#,0.#} days scored, sizes {options.Settings.Ladder.Name}, list prices, seed {options.Settings.Seed}"));
        page.Section(null, Html.Tiles(Tiles(summary)), $"<div class=\"lead\">{Html.Paragraphs(Sentences.Of(summary))}</div>");
        if (frontier.Count > 0 && Frontier.Draw(frontier) is { } chart)
        {
            var part = summary.Series.Count > Frontier.MostSeries ? Text($" From every {(summary.Series.Count + Frontier.MostSeries - 1) / Frontier.MostSeries}th series.") : "";
            page.Section("Cost and short time", chart.ToHtml(),
                $"<p class=\"note\">Each curve is one policy at several settings of its main knob; point at a dot to read it.{part}</p>");
        }

        if (summary.Solved.Count > 0)
        {
            page.Section("The price of each extra nine", Html.Table(LimitTable.Columns, LimitTable.Rows(summary.Solved), row => row[0] == "predictive"), Html.Paragraphs([LimitTable.Explain(summary)]));
        }

        page.Section("Every policy", Policies(summary.Policies), Classes(summary));
        page.Section("Series by series",
            pictures.Select((p, i) => Html.Details(p.Figures.Series, Note(p.Figures), p.Html, i < OpenPictures))
                .Append(pictures.Count < summary.Series.Count ? Html.Paragraphs([Text($"Charts of the first {pictures.Count} series; the table has all {summary.Series.Count}.")]) : "")
                .Append(summary.Series.Count > 1 ? Html.Details("All series", "cost and short minutes", AllSeries(summary), false) : ""));
        page.Section("How it was computed", HowTo.Html(options, summary));
        return page.ToHtml();
    }

    private static IEnumerable<(string Figure, string Meaning)> Tiles(BacktestSummary summary)
    {
        PolicyFigures? Find(string policy) => summary.Policies.FirstOrDefault(p => p.Policy == policy);
        var ours = Find("predictive") ?? Find("predictive-no-shadow") ?? summary.Policies[0];
        yield return ("$" + Html.Number(ours.Cost, ours.Cost < 1000 ? "0.00" : "#,0"), $"paid, sized by {ours.Policy}");
        yield return (Html.Number(ours.ShortPercent, "0.00") + " %", Text($"of the time short ({ours.ShortMinutes:#,0} min)"));
        if (Find("static-peak") is { Cost: > 0 } peak && peak != ours)
        {
            yield return (Html.Number(100 * (1 - (ours.Cost / peak.Cost)), "0") + " %", "less than one size for the peak");
        }

        if (ours.CostToOptimum is { } ratio)
        {
            yield return (Html.Number(ratio, "0.00") + " ×", "the cost of one who knows the future");
        }
    }

    private static string Policies(IReadOnlyList<PolicyFigures> policies) => Html.Table(
        ["policy", "cost $", "÷ optimum", "short min", "short %", "longest min", "unserved %", "resizes/day", "cut off s/day"],
        policies.Select(p => (IReadOnlyList<string>)
        [
            p.Policy, Html.Number(p.Cost, "#,0.00"), p.CostToOptimum is { } r ? Html.Number(r, "0.000") : "–", Html.Number(p.ShortMinutes, "#,0"),
            Html.Number(p.ShortPercent, "0.000"), Html.Number(p.LongestShortMinutes, "#,0"), Html.Number(p.UnservedPercent, "0.000"),
            Html.Number(p.OperationsPerDay, "0.0"), Html.Number(p.Operations == 0 ? 0 : p.InterruptedSeconds / p.Operations * p.OperationsPerDay, "0"),
        ]),
        row => row[0] == "predictive");

    private static string Classes(BacktestSummary summary) => summary.Smooth.Count == 0 || summary.Bursty.Count == 0
        ? ""
        : Html.Details("Smooth series only", Text($"{summary.Series.Count(s => s.Kind == "smooth")} series whose five-minute means follow each other closely"), Policies(summary.Smooth), false)
            + Html.Details("Bursty series only", Text($"{summary.Series.Count(s => s.Kind == "bursty")} series whose peaks give no warning"), Policies(summary.Bursty), false);

    private static string AllSeries(BacktestSummary summary)
    {
        var shown = summary.Policies.Select(p => p.Policy).Where(p => p is "predictive" or "predictive-no-shadow" or "target-tracking" or "static-peak" or "optimum").ToList();
        return Html.Table(
            ["series", "kind", .. shown.Select(p => p + " $"), .. shown.Where(p => p is not ("static-peak" or "optimum")).Select(p => p + " short min")],
            summary.Series.Select(s => (IReadOnlyList<string>)
            [
                s.Series, s.Kind,
                .. shown.Select(p => Html.Number(s.Policies.First(f => f.Policy == p).Cost, "#,0.00")),
                .. shown.Where(p => p is not ("static-peak" or "optimum")).Select(p => Html.Number(s.Policies.First(f => f.Policy == p).ShortMinutes, "#,0")),
            ]));
    }

    private static string Note(SeriesFigures series)
    {
        var ours = series.Policies.FirstOrDefault(p => p.Policy is "predictive" or "predictive-no-shadow") ?? series.Policies[0];
        return Text($"{series.Kind}, {series.Minutes / 1440.0:0.#} days: ${ours.Cost:#,0.00}, short {ours.ShortMinutes:#,0} min");
    }

    private static string Count(int count, string one, string many) => Text($"{count:#,0} {(count == 1 ? one : many)}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
