using System.Globalization;
using ShadowFunctions.Local.Fleet;
using Spectre.Console;

namespace ShadowFunctions.Cli;

/// <summary>Prints a summary for people.</summary>
internal static class SummaryTable
{
    /// <summary>Prints the table and one sentence.</summary>
    public static void Write(FleetSummary summary)
    {
        var table = new Table().Border(TableBorder.Rounded).Title($"{summary.Cycles} cycles, seed {summary.Seed}");
        table.AddColumns("store", "predictions", "rows copied", "rehearsals", "resizes", "ready in time", "short min", "cost $", "static peak $ / short", "reactive 70/30 $ / short");
        foreach (var store in summary.Stores)
        {
            var ups = store.ScaleOperations.Where(o => o.NeededAt is not null && o.Outcome == "verified").ToList();
            table.AddRow(Row(
                store.Id, store.Predictions, store.ReplicatedRows, store.WorkloadRuns, store.ScaleOperations.Count,
                $"{ups.Count(o => o.ReadyAt <= o.NeededAt)}/{ups.Count}", store.MinutesShort, store.Cost, store.StaticPeak, store.Reactive));
        }

        var total = summary.Total;
        table.AddRow(Row(
            "total", total.Predictions, total.ReplicatedRows, total.WorkloadRuns, total.ScaleOperations, "", total.MinutesShort, total.Cost, total.StaticPeak, total.Reactive));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Paid ${total.Cost:0.00} with {total.MinutesShort} short minutes; static peak ${total.StaticPeak.Cost:0.00} with {total.StaticPeak.MinutesShort}; reactive 70/30 ${total.Reactive.Cost:0.00} with {total.Reactive.MinutesShort}."));
    }

    private static string[] Row(
        string name, int predictions, long rows, int runs, int resizes, string inTime, int shortMinutes, double cost, PolicySummary peak, PolicySummary reactive) =>
    [
        name, Text(predictions), Text(rows), Text(runs), Text(resizes), inTime, Text(shortMinutes), Money(cost),
        $"{Money(peak.Cost)} / {peak.MinutesShort}", $"{Money(reactive.Cost)} / {reactive.MinutesShort}",
    ];

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Money(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
