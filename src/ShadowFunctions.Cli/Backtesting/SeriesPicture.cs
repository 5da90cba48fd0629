using ShadowFunctions.Cli.Reports;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>The charts of one series: the whole window, and one day minute by minute.</summary>
/// <param name="Figures">Its figures.</param>
/// <param name="Html">Its charts.</param>
internal sealed record SeriesPicture(SeriesFigures Figures, string Html)
{
    private const int Columns = 700;
    private const int DayMinutes = 1440;

    /// <summary>Draws a result; the policy shown is the first of ours that was asked for, or the first of all.</summary>
    public static SeriesPicture Of(BacktestResult result, SeriesFigures figures)
    {
        var shown = result.Find("predictive") ?? result.Find("predictive-no-shadow") ?? result.Policies[0];
        var html = Whole(result, shown).ToHtml() + (result.DemandVCores.Length > DayMinutes ? Day(result, shown).ToHtml() : "") + SkillTable.Html(figures.Skill);
        return new SeriesPicture(figures, html);
    }

    private static Chart Whole(BacktestResult result, PolicyOutcome shown)
    {
        var bucket = Math.Max(1, result.DemandVCores.Length / Columns);
        var demand = result.DemandVCores.Chunk(bucket).Select((c, i) => (At(result, i * bucket), 0.0, c.Max())).ToList();
        var marks = new List<Mark>
        {
            new BandMark("demand", "load (highest minute)", demand),
            new LineMark("ours", $"size ({shown.Name})", Steps(result, shown.CapacityVCores, 0, shown.CapacityVCores.Length), Steps: true),
        };
        if (result.Find("static-peak") is { } peak && peak != shown)
        {
            marks.Add(new LineMark("peak", "one size for the peak", Steps(result, peak.CapacityVCores, 0, peak.CapacityVCores.Length), Steps: true));
        }

        marks.Add(new SpanMark("short", "short", Short(result, shown.CapacityVCores, 0, result.DemandVCores.Length)));
        var highest = result.Policies.Where(p => p == shown || p.Name == "static-peak").Max(p => p.CapacityVCores.Max());
        return new Chart(
            "Load and size", Axis.Time(result.ScoredFrom, result.To), Axis.FromZero(Math.Max(highest, result.DemandVCores.Max()), "vCores"), marks);
    }

    private static Chart Day(BacktestResult result, PolicyOutcome shown)
    {
        var from = LiveliestDay(result.DemandVCores);
        var to = from + DayMinutes;
        var (start, end) = (result.ScoredFrom.AddMinutes(from), result.ScoredFrom.AddMinutes(to));
        var bands = shown.Bands.Where(b => b.At >= start && b.At <= end).ToList();
        var marks = new List<Mark>
        {
            new BandMark("band", "forecast when it was needed: median to 95 %", [.. bands.Select(b => ((double)b.At.ToUnixTimeSeconds(), b.Median, b.High))]),
            new LineMark("load", "load", [.. Enumerable.Range(from, DayMinutes).Select(m => (At(result, m), result.DemandVCores[m]))]),
        };
        if (result.Find("target-tracking") is { } rule && rule != shown)
        {
            marks.Add(new LineMark("s4", "target tracking", Steps(result, rule.CapacityVCores, from, to), Steps: true));
        }

        marks.Add(new LineMark("ours", $"size ({shown.Name})", Steps(result, shown.CapacityVCores, from, to), Steps: true));
        marks.Add(new SpanMark("short", "short", Short(result, shown.CapacityVCores, from, to)));
        var highest = Math.Max(shown.CapacityVCores[from..to].Max(), result.DemandVCores[from..to].Max());
        highest = Math.Max(highest, bands.Count == 0 ? 0 : bands.Max(b => b.High));
        return new Chart(
            FormattableString.Invariant($"The liveliest day, from {start:ddd d MMM yyyy HH:mm} UTC"), Axis.Time(start, end), Axis.FromZero(highest, "vCores"), marks);
    }

    /// <summary>First minute of the day, counted from the window's start, in which load rises and falls the most.</summary>
    private static int LiveliestDay(double[] demand)
    {
        double Swing(int day)
        {
            var steps = demand.AsSpan(day * DayMinutes, DayMinutes).ToArray().Chunk(15).Select(c => c.Average()).ToArray();
            return steps.Zip(steps.Skip(1)).Sum(p => Math.Abs(p.Second - p.First)) + steps.Max() - steps.Min();
        }

        return DayMinutes * Enumerable.Range(0, demand.Length / DayMinutes).MaxBy(Swing);
    }

    /// <summary>Only the points at which the size changes, and the end.</summary>
    private static List<(double X, double Y)> Steps(BacktestResult result, double[] capacity, int from, int to)
    {
        var points = new List<(double X, double Y)>();
        for (var minute = from; minute < to; minute++)
        {
            if (minute == from || capacity[minute] != capacity[minute - 1])
            {
                points.Add((At(result, minute), capacity[minute]));
            }
        }

        points.Add((At(result, to), capacity[to - 1]));
        return points;
    }

    private static List<(double From, double To)> Short(BacktestResult result, double[] capacity, int from, int to)
    {
        var spans = new List<(double From, double To)>();
        for (var minute = from; minute < to; minute++)
        {
            if (result.DemandVCores[minute] > capacity[minute])
            {
                var (at, until) = (At(result, minute), At(result, minute + 1));
                if (spans.Count > 0 && spans[^1].To == at)
                {
                    spans[^1] = (spans[^1].From, until);
                }
                else
                {
                    spans.Add((at, until));
                }
            }
        }

        return spans;
    }

    private static double At(BacktestResult result, int minute) => result.ScoredFrom.ToUnixTimeSeconds() + (60.0 * minute);
}
