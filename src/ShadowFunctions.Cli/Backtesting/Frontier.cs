using ShadowFunctions.Cli.Reports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>Cost against short time, one curve per policy.</summary>
internal static class Frontier
{
    /// <summary>Most series that the curves are made from; of more, an evenly spread part is taken.</summary>
    public const int MostSeries = 40;

    // What lies beyond would press all that matters into a corner.
    private const double MostShortPercent = 10;
    private const double DearestToPeak = 1.15;

    private static readonly Dictionary<string, string> Styles = new(StringComparer.Ordinal)
    {
        ["predictive"] = "ours",
        ["predictive-no-shadow"] = "ours hollow",
        ["true-future"] = "s3",
        ["optimum"] = "good",
        ["static-p95"] = "s8",
        ["threshold-70-30"] = "s4",
        ["azure-sample"] = "s6",
        ["target-tracking"] = "s5",
        ["atlas-reactive"] = "s7",
        ["hour-of-week"] = "s9",
        ["persistence"] = "s3 hollow",
        ["seasonal-naive"] = "s9 hollow",
    };

    /// <summary>Whether the series at that place is taken.</summary>
    public static bool Takes(int index, int count) => count <= MostSeries || index % ((count + MostSeries - 1) / MostSeries) == 0;

    /// <summary>Runs the policies asked for at all settings on one series; those without a knob give one point.</summary>
    public static IReadOnlyList<FrontierPoint> Of(BacktestSeries series, BacktestOptions options, BacktestResult result, CancellationToken cancellationToken)
    {
        var asked = options.Policies.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var sweeps = PolicySweep.All.Where(s => asked.Contains(s.Policy)).ToList();
        var swept = Backtest.Run(series, [.. sweeps.Select(s => s.Definition)], options.Settings, keepMinutes: false, cancellationToken).Policies;
        var single = result.Policies.Where(p => sweeps.TrueForAll(s => s.Policy != p.Name)).Select(p => Point(p.Name, "", p, result));
        return [.. sweeps.Zip(swept, (s, p) => Point(s.Policy, s.Setting, p, result)), .. single];
    }

    /// <summary>The chart; null where no point lies in the range that matters.</summary>
    public static Chart? Draw(IReadOnlyList<FrontierPoint> points)
    {
        var days = Math.Max(1, points[0].Minutes) / 1440.0;
        var marks = new List<Mark>();
        var dearest = points.Any(p => p.Policy == "static-peak") ? DearestToPeak * points.First(p => p.Policy == "static-peak").Cost : points.Max(p => p.Cost);
        var shown = points.Where(p => p.Policy != "static-peak" && p.ShortPercent <= MostShortPercent && p.Cost <= dearest).ToList();
        if (shown.Count == 0)
        {
            return null;
        }

        foreach (var curve in shown.GroupBy(p => p.Policy).OrderByDescending(g => g.Key == "predictive" ? 0 : 1))
        {
            var (style, label) = (Styles.GetValueOrDefault(curve.Key, "s8"), curve.Key == "static-p95" ? "one static size" : curve.Key);
            if (curve.Count() > 1)
            {
                marks.Add(new LineMark(style, label, [.. curve.OrderBy(p => p.ShortPercent).Select(p => (p.ShortPercent, p.Cost / days))]));
            }

            marks.Add(new DotMark(style, label, [.. curve.Select(p => (p.ShortPercent, p.Cost / days, Tip(p, label, days)))]));
        }

        return new Chart(
            "What it costs to be short less: further left and lower is better",
            Axis.Percent(shown.Max(p => p.ShortPercent), "time short"),
            Axis.FromZero(shown.Max(p => p.Cost) / days, "$ per day and series"),
            marks)
        { Height = 380 };
    }

    private static FrontierPoint Point(string policy, string setting, PolicyOutcome outcome, BacktestResult result) =>
        new(policy, setting, outcome.Cost, outcome.Result.MinutesShort, result.DemandVCores.Length);

    private static string Tip(FrontierPoint point, string label, double days) =>
        FormattableString.Invariant($"{label} {point.Setting}: ${point.Cost / days:0.00} a day, {point.ShortPercent:0.###} % short");
}
