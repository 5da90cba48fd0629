using ShadowFunctions.Cli.Reports;
using ShadowFunctions.Sql.Workload;

namespace ShadowFunctions.Cli.Rehearsing;

/// <summary>The report of a rehearsal: one page with charts.</summary>
internal static class RehearseReport
{
    private const double MebiByte = 1024 * 1024;

    /// <summary>The page.</summary>
    public static string Write(RehearsalResult result)
    {
        var page = new HtmlPage(
            Text($"{result.Workload}: what production will need"),
            Text($"rehearsed on {result.Engine} with {result.Rows:#,0} rows, {result.Fraction:P1} of the entities"));
        page.Section(null, Html.Tiles(Tiles(result)), $"<div class=\"lead\">{Html.Paragraphs([Lead(result), RehearsePrint.Knee(result)])}</div>");
        page.Section("Load and need", Curves(result).Select(c => c.ToHtml()).Append(Html.Table(
            ["load", "/s", "CPU vCores", "log MB/s", "workers", "network MB/s", "size", "$/h", "because of"],
            result.Curve.Select(p => Row(Text($"{p.Multiple:0.##} × event"), p)).Prepend(Row("normal", result.Normal)),
            row => row[0].StartsWith("1 ×", StringComparison.Ordinal))));
        page.Section("On the shadow", Latency(result).ToHtml(), Html.Table(
            ["asked /s", "achieved /s", "busy", "CPU", "p50 ms", "p95 ms", "p99 ms", "errors", "steal", "repeated"],
            result.Steps.Select(s => (IReadOnlyList<string>)
            [
                Text($"{s.AskedPerSecond:#,0}"), Text($"{s.AchievedPerSecond:#,0}"), Text($"{s.Concurrency:0.00}"), Text($"{s.CpuVCores:0.00}"), Text($"{s.Latency?.P50:0.00}"),
                Text($"{s.Latency?.P95:0.0}"), Text($"{s.Latency?.P99:0.0}"), Text($"{s.Errors}"), Text($"{s.StealShare:P1}"), Text($"{s.Rejected}{(s.IsDisturbed ? " !" : "")}"),
            ])));
        page.Section("Statements", Html.Table(
            ["statement", "/s", "/s in event", "work on the shadow", "work on production", "error", "text"],
            result.Statements.Select(s => (IReadOnlyList<string>)
            [
                s.Id, Text($"{s.RatePerSecond:0.##}"), Text($"{s.EventRatePerSecond:0.##}"), Text($"{s.ShadowWork:#,0.#}"), Text($"{s.ProductionWork:#,0.#}"), Text($"{s.RelativeError:P0}"), s.Text,
            ])));
        page.Section("Before you use these figures", Html.Paragraphs(result.Doubts.Concat(result.Errors.Take(5).Select(e => Text($"{e.Value:#,0} × {e.Key}")))));
        return page.ToHtml();
    }

    private static IEnumerable<(string Figure, string Meaning)> Tiles(RehearsalResult result)
    {
        yield return (result.Event.Size ?? "none", "size for the event");
        yield return (result.Normal.Size ?? "none", "size without it");
        yield return (Text($"{result.Event.Amounts.CpuVCores:0.0#}"), "vCores in the event");
        yield return (Text($"± {result.RelativeError:P0}"), "error of the growth to full size");
    }

    private static string Lead(RehearsalResult result) => result.Event.Size is { } size
        ? Text($"The event brings {result.Event.PerSecond:#,0} per second; {size} at ${result.Event.PricePerHour:0.00} an hour covers it with a fifth to spare{(result.Event.Binding is null ? "" : ", because of " + RehearsePrint.Name(result.Event.Binding))}.")
        : Text($"The event brings {result.Event.PerSecond:#,0} per second; no size of the ladder covers it{(result.Event.Binding is null ? "" : ", because of " + RehearsePrint.Name(result.Event.Binding))}.");

    private static IEnumerable<Chart> Curves(RehearsalResult result)
    {
        Chart Draw(string title, string unit, Func<CurvePoint, double?> value, bool withError)
        {
            var points = result.Curve.Select(p => (X: p.PerSecond, Y: value(p) ?? 0)).ToArray();
            var error = withError ? result.RelativeError : 0;
            List<Mark> marks = [new LineMark("s1", title, points)];
            if (withError)
            {
                marks.Insert(0, new BandMark("band", "error", [.. points.Select(p => (p.X, p.Y * (1 - error), p.Y * (1 + error)))]));
            }

            marks.Add(new DotMark("s2", "event", [(result.Event.PerSecond, value(result.Event) ?? 0, Text($"event: {value(result.Event):0.##} {unit}"))]));
            return new Chart(Text($"{title}, {unit}"), Axis.FromZero(points.Max(p => p.X), "per second"), Axis.FromZero(points.Max(p => p.Y) * (1 + error), unit), marks) { Height = 200 };
        }

        if (result.Event.Amounts.CpuVCores is not null)
        {
            yield return Draw("CPU", "vCores", p => p.Amounts.CpuVCores, true);
        }

        yield return Draw("Log", "MB/s", p => p.Amounts.LogBytesPerSecond / MebiByte, false);
        yield return Draw("Workers", "at once", p => p.Amounts.Workers, true);
        if (result.Event.Amounts.NetworkBytesPerSecond is not null)
        {
            yield return Draw("Network", "MB/s", p => p.Amounts.NetworkBytesPerSecond / MebiByte, false);
        }
    }

    private static Chart Latency(RehearsalResult result)
    {
        var steps = result.Steps.Where(s => s.Latency is not null).ToArray();
        return new Chart("Latency from the instant a statement is due, ms", Axis.FromZero(steps.Max(s => s.AchievedPerSecond), "per second"), Axis.FromZero(steps.Max(s => s.Latency!.P99), "ms") with { SquareRoot = true },
        [
            new LineMark("s1", "p50", [.. steps.Select(s => (s.AchievedPerSecond, s.Latency!.P50))]),
            new LineMark("s2", "p99", [.. steps.Select(s => (s.AchievedPerSecond, s.Latency!.P99))]),
        ]);
    }

    private static IReadOnlyList<string> Row(string name, CurvePoint p) =>
    [
        name, Text($"{p.PerSecond:#,0.#}"), Text($"{p.Amounts.CpuVCores:0.00}"), Text($"{p.Amounts.LogBytesPerSecond / MebiByte:0.00}"), Text($"{p.Amounts.Workers:0.0}"),
        Text($"{p.Amounts.NetworkBytesPerSecond / MebiByte:0.00}"), p.Size ?? "none", Text($"{p.PricePerHour:0.00}"), RehearsePrint.Name(p.Binding),
    ];

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
