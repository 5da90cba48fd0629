using System.Globalization;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Workload;
using Spectre.Console;

namespace ShadowFunctions.Cli.Rehearsing;

/// <summary>Prints what a rehearsal found.</summary>
internal static class RehearsePrint
{
    private const double MebiByte = 1024 * 1024;

    /// <summary>Prints.</summary>
    public static void Write(IAnsiConsole console, RehearsalResult result)
    {
        console.WriteLine(Text($"{result.Workload} on {result.Engine}: {result.Rows:#,0} rows, {result.Fraction:P1} of the entities; work per statement grows by {result.Growth:0.00} to full size, give or take {result.RelativeError:P0}"));
        console.WriteLine();
        console.Write(Table(["statement", "/s", "/s in event", "work here", "work there", "errors"], result.Statements.Select(s => new[]
        {
            Cut(s.Id), Number(s.RatePerSecond), Number(s.EventRatePerSecond), Number(s.ShadowWork), s.Doubt is null ? Number(s.ProductionWork) : Number(s.ProductionWork) + " ?", Text($"{s.Errors:P0}"),
        })));
        console.Write(Table(["asked /s", "achieved /s", "busy", "CPU", "p50 ms", "p99 ms", "errors", "steal", "repeats"], result.Steps.Select(s => new[]
        {
            Number(s.AskedPerSecond), Number(s.AchievedPerSecond), Text($"{s.Concurrency:0.00}"), s.CpuVCores is { } cpu ? Text($"{cpu:0.00}") : "–",
            Text($"{s.Latency?.P50:0.00}"), Text($"{s.Latency?.P99:0.0}"), Text($"{s.Errors:#,0}"), s.StealShare is { } steal ? Text($"{steal:P1}") : "–", Text($"{s.Rejected}{(s.IsDisturbed ? " !" : "")}"),
        })));
        console.WriteLine(Knee(result));
        console.WriteLine();
        console.Write(Table(["load", "/s", "CPU vCores", "log MB/s", "workers", "network MB/s", "size", "$/h", "because of"], result.Curve.Select(p => Row(Text($"{p.Multiple:0.##} x event"), p)).Prepend(Row("normal", result.Normal))));
        foreach (var (message, count) in result.Errors.Take(5))
        {
            console.WriteLine(Text($"{count:#,0} x {message}"));
        }

        foreach (var doubt in result.Doubts)
        {
            console.WriteLine("! " + doubt);
        }
    }

    /// <summary>One sentence on the knee.</summary>
    public static string Knee(RehearsalResult result) => result.Law is { KneeConcurrency: { } knee, PeakPerSecond: { } peak } law
        ? Text($"Knee of the shadow: {peak:#,0}/s at {knee:0.0} at once{(law.KneeDeviation is { } d ? Text($" (± {d:0.0})") : "")}; highest rate seen {result.HighestPerSecond:#,0}/s.")
        : Text($"Highest rate seen on the shadow: {result.HighestPerSecond:#,0}/s; the steps do not show a knee beyond it.");

    /// <summary>A resource's name for people.</summary>
    public static string Name(ResourceKind? kind) => kind switch
    {
        ResourceKind.CpuVCores => "CPU",
        ResourceKind.LogBytesPerSecond => "log",
        ResourceKind.Workers => "workers",
        ResourceKind.NetworkBytesPerSecond => "network",
        null => "",
        _ => kind.Value.ToString(),
    };

    private static string[] Row(string name, CurvePoint p) =>
    [
        name, Number(p.PerSecond), p.Amounts.CpuVCores is { } cpu ? Text($"{cpu:0.00}") : "–", Text($"{p.Amounts.LogBytesPerSecond / MebiByte:0.00}"),
        p.Amounts.Workers is { } workers ? Text($"{workers:0.0}") : "–", p.Amounts.NetworkBytesPerSecond is { } network ? Text($"{network / MebiByte:0.00}") : "–",
        p.Size ?? "none", p.PricePerHour is { } price ? Text($"{price:0.00}") : "–", Name(p.Binding),
    ];

    private static Table Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var i = 0; i < columns.Length; i++)
        {
            table.AddColumn(new TableColumn(Markup.Escape(columns[i])) { Alignment = i == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        return table;
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    private static string Cut(string text) => text.Length > 24 ? text[..24] : text;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
