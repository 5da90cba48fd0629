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

    public static void Run(IReadOnlyList<M4Series> series, bool withMl)
    {
        M4Series[][] windows = [.. HoursCut.Select(h => series.Select(s => s.Earlier(h)).ToArray())];
        M4Score[] naive2 = [.. windows.Select(w => M4Score.Of("Naive2", w, i => Naive2.Forecast(w[i].Train)))];
        var configurations = Configurations().ToArray();
        Console.WriteLine("| setting | OWA by window | mean | MSIS 80/90/95 | coverage 80/90/95 | CPU s / 1,000 |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, settings) in configurations)
        {
            Print(name, [.. windows.Select(w => M4Forecasts.Score(name, w, settings))], naive2);
        }

        foreach (var (name, settings) in withMl ? Boosted() : [])
        {
            // The newest window only: training takes minutes.
            Print(name, [M4LightGbm.Score(name, windows[0], settings)], naive2);
        }

        Console.WriteLine();
        Console.WriteLine($"{configurations.Length} configurations were scored on each of {HoursCut.Length} windows inside the training part; the test window was not read. Of LightGBM {(withMl ? Boosted().Count() : 0)} on the newest of them.");
    }

    private static void Print(string name, M4Score[] scores, M4Score[] naive2)
    {
        double[] owas = [.. scores.Select((s, i) => s.Owa(naive2[i]))];
        string Means(Func<M4Score, double[]> of, string format) =>
            string.Join(" / ", Enumerable.Range(0, 3).Select(k => scores.Average(s => of(s)[k]).ToString(format, CultureInfo.InvariantCulture)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {string.Join(' ', owas.Select(o => o.ToString("F3", CultureInfo.InvariantCulture)))} | {owas.Average():F4} | {Means(s => s.Msis!, "F2")} | {Means(s => s.Coverage!, "F3")} | {scores.Average(s => s.CpuSecondsPerThousand):F2} |"));
    }

    private static IEnumerable<(string Name, M4LightGbmSettings Settings)> Boosted()
    {
        yield return ("LightGBM 300 × 31 leaves", new M4LightGbmSettings());
        yield return ("LightGBM 300 × 31 leaves, not differenced", new M4LightGbmSettings(Differenced: false));
        yield return ("LightGBM 300 × 31 leaves, not in logarithms", new M4LightGbmSettings(Log: false));
        yield return ("LightGBM 150 × 31 leaves", new M4LightGbmSettings(Trees: 150));
        yield return ("LightGBM 300 × 63 leaves", new M4LightGbmSettings(Leaves: 63));
        yield return ("LightGBM 300 × 15 leaves", new M4LightGbmSettings(Leaves: 15));
        yield return ("LightGBM 300 × 31 leaves, rate 0.02", new M4LightGbmSettings(LearningRate: 0.02));
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
