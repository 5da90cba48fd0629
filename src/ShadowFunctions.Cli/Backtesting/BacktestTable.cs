using System.Globalization;
using Spectre.Console;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>Prints a summary for people.</summary>
internal static class BacktestTable
{
    /// <summary>Prints one table, and what it means in one sentence.</summary>
    public static void Write(BacktestSummary summary)
    {
        var days = summary.Series.Sum(s => s.Minutes) / 1440.0;
        var table = new Table().Border(TableBorder.Rounded)
            .Title(string.Create(CultureInfo.InvariantCulture, $"{summary.Series.Count} series, {days:0.#} days scored"));
        table.AddColumns("policy", "cost $", "÷ optimum", "short min", "short %", "unserved %", "resizes/day");
        foreach (var p in summary.Policies)
        {
            table.AddRow(
                p.Policy, Text(p.Cost, "0.00"), p.CostToOptimum is { } ratio ? Text(ratio, "0.000") : "", Text(p.ShortMinutes, "0"),
                Text(p.ShortPercent, "0.000"), Text(p.UnservedPercent, "0.000"), Text(p.OperationsPerDay, "0.0"));
        }

        AnsiConsole.Write(table);
        LimitTable.Write(summary);
        foreach (var sentence in Sentences.Of(summary))
        {
            AnsiConsole.WriteLine(sentence);
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
