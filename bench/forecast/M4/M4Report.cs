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

    private static string Three(double[]? values, string format) =>
        values is null ? "–" : string.Join(" / ", values.Select(v => v.ToString(format, CultureInfo.InvariantCulture)));
}
