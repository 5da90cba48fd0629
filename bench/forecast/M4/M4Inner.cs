using System.Globalization;
using ShadowFunctions.Core.Forecasting.Hourly;

namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>
/// Chooses settings on windows inside the training part: the series end two, four and six days early and the 48 hours that follow are forecast.
/// The test window is never read here.
/// </summary>
internal static class M4Inner
{
    private static readonly int[] HoursCut = [48, 96, 144];

    public static void Run(IReadOnlyList<M4Series> series)
    {
        M4Series[][] windows = [.. HoursCut.Select(h => series.Select(s => s.Earlier(h)).ToArray())];
        M4Score[] naive2 = [.. windows.Select(w => M4Score.Of("Naive2", w, i => Naive2.Forecast(w[i].Train)))];
        var configurations = Configurations().ToArray();
        Console.WriteLine("| setting | OWA by window | mean | MSIS 80/90/95 | coverage 80/90/95 | CPU s / 1,000 |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, settings) in configurations)
        {
            M4Score[] scores = [.. windows.Select(w => M4Forecasts.Score(name, w, settings))];
            double[] owas = [.. scores.Select((s, i) => s.Owa(naive2[i]))];
            string Means(Func<M4Score, double[]> of, string format) =>
                string.Join(" / ", Enumerable.Range(0, 3).Select(k => scores.Average(s => of(s)[k]).ToString(format, CultureInfo.InvariantCulture)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {string.Join(' ', owas.Select(o => o.ToString("F3", CultureInfo.InvariantCulture)))} | {owas.Average():F4} | {Means(s => s.Msis!, "F2")} | {Means(s => s.Coverage!, "F3")} | {scores.Average(s => s.CpuSecondsPerThousand):F2} |"));
        }

        Console.WriteLine();
        Console.WriteLine($"{configurations.Length} configurations were scored on each of {HoursCut.Length} windows inside the training part; the test window was not read.");
    }

    private static IEnumerable<(string Name, HourlySettings Settings)> Configurations()
    {
        var chosen = HourlySettings.Default;
        yield return ("warm-up (not counted)", chosen);
        yield return ("chosen", chosen);
        foreach (var v in (double[])[0.001, 0.01])
        {
            yield return ($"pull {v}", chosen with { Shrinkage = v });
        }

        foreach (var v in (int[][])[[168], [24, 96, 168], [48, 96, 144, 168]])
        {
            yield return ($"lags {string.Join('+', v)}", chosen with { LagHours = v });
        }

        foreach (var v in (double[])[4, 8])
        {
            yield return ($"weight sharpness {v}", chosen with { WeightSharpness = v });
        }

        foreach (var v in (int[])[8, 12])
        {
            yield return ($"{v} folds", chosen with { Folds = v });
        }

        foreach (var v in (double[])[1, 2])
        {
            yield return ($"interval widening {v}", chosen with { IntervalWidening = v });
        }

        foreach (var v in (double[])[1, 4])
        {
            yield return ($"interval reach {v} h", chosen with { IntervalReachHours = v });
        }

        foreach (var v in (double[])[100, 300])
        {
            yield return ($"default samples {v}", chosen with { DefaultSamples = v });
        }
    }
}
