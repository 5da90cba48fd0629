using System.Globalization;

namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>Prints scores as a Markdown table.</summary>
internal static class M4Report
{
    public static void Print(IEnumerable<M4Score> scores, M4Score naive2)
    {
        Console.WriteLine("| method | sMAPE | MASE | OWA | MSIS 80/90/95 | coverage 80/90/95 | CPU s / 1,000 series |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var score in scores.OrderBy(s => s.Owa(naive2)))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {score.Method} | {score.Smape.Average():F3} | {score.Mase.Average():F3} | {score.Owa(naive2):F3} | {Three(score.Msis, "F2")} | {Three(score.Coverage, "F3")} | {score.CpuSecondsPerThousand?.ToString("F1", CultureInfo.InvariantCulture) ?? "–"} |"));
        }
    }

    /// <summary>Ratios of our OWA to each peer's, with the interval from drawing series anew.</summary>
    public static void PrintRatios(M4Score ours, IEnumerable<M4Score> peers, M4Score naive2)
    {
        Console.WriteLine();
        var own = Bootstrap.Interval(ours.Smape.Length, d => ours.Owa(naive2, d));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"OWA {ours.Owa(naive2):F3}, 95 % interval over series {own.Low:F3}–{own.High:F3}."));
        Console.WriteLine();
        Console.WriteLine("| OWA of ours ÷ that of | ratio | 95 % interval | their CPU ÷ ours |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var peer in peers.OrderBy(p => p.Owa(naive2)))
        {
            var (low, high) = Bootstrap.Interval(ours.Smape.Length, d => ours.Owa(naive2, d) / peer.Owa(naive2, d));
            var cpu = (peer.CpuSecondsPerThousand / ours.CpuSecondsPerThousand)?.ToString("F0", CultureInfo.InvariantCulture) ?? "–";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {peer.Method} | {ours.Owa(naive2) / peer.Owa(naive2):F3} | {low:F3}–{high:F3} | {cpu} |"));
        }
    }

    /// <summary>The best published scores of the competition.</summary>
    public static void PrintPublished(IEnumerable<string[]> scores)
    {
        Console.WriteLine();
        Console.WriteLine("| best published entries | sMAPE | MASE | OWA | MSIS 95 |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var score in scores.Take(5))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {score[1]} | {score[3]} | {score[4]} | {double.Parse(score[5], CultureInfo.InvariantCulture):F3} | {(score[6].Length == 0 ? "–" : score[6])} |"));
        }
    }

    private static string Three(double[]? values, string format) =>
        values is null ? "–" : string.Join(" / ", values.Select(v => v.ToString(format, CultureInfo.InvariantCulture)));
}
