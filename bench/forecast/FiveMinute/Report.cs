using System.Globalization;

namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>Prints the tables.</summary>
internal static class Report
{
    private const int Draws = 4000;

    public static void Print(string title, IReadOnlyList<Method> methods, Method against)
    {
        foreach (var smooth in new[] { true, false })
        {
            Line($"\n## {title}, {(smooth ? "smooth" : "bursty")} ({against.Scores.Count(s => s.Series.IsSmooth == smooth)} series)\n");
            Line("| method | MASE mean | median | geometric ratio to persistence | ours ÷ it, geometric (95 % interval) | pinball .5/.8/.9/.95/.975/.99/.995 | MSIS 80/90/95 | coverage .5/.8/.9/.95/.975/.99/.995 | worst at .95 | CPU s per 1,000 forecasts |");
            Line("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            foreach (var method in methods)
            {
                Row(method, methods[0], against, smooth);
            }
        }
    }

    private static void Row(Method method, Method ours, Method persistence, bool smooth)
    {
        var scores = method.Scores.Where(s => s.Series.IsSmooth == smooth && s.Count > 0).ToArray();
        if (scores.Length == 0)
        {
            return;
        }

        double Of(Method m, Score s) => m.Scores.Single(x => x.Series.Name == s.Series.Name).Mase;
        var mase = scores.Select(s => s.Mase).Order().ToArray();
        var (ratio, _, _) = Geometric([.. scores.Select(s => s.Mase / Of(persistence, s))]);
        var (mine, low, high) = Geometric([.. scores.Select(s => Of(ours, s) / s.Mase)]);
        var quantiles = scores.Where(s => s.HasQuantiles).ToArray();
        var upper = Enumerable.Range(3, Distances.Levels.Length - 3).ToArray();
        string Levels(Func<Score, int, double> value, int[] at, string format) => quantiles.Length == 0 ? "" : string.Join("/", at.Select(l => quantiles.Average(s => value(s, l)).ToString(format, CultureInfo.InvariantCulture)));
        var cpu = method.CpuSeconds > 0 ? (1000 * method.CpuSeconds / method.Forecasts).ToString("0.###", CultureInfo.InvariantCulture) : "";
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"| {method.Name} | {mase.Average():0.000} | {mase[mase.Length / 2]:0.000} | {ratio:0.000} | {mine:0.000} ({low:0.000}–{high:0.000}) | {Levels((s, l) => s.Pinball(l), upper, "0.0000")} | {Levels((s, i) => s.Msis(i), [0, 1, 2], "0.00")} | {Levels((s, l) => s.Coverage(l), upper, "0.000")} | {(quantiles.Length == 0 ? "" : quantiles.Min(s => s.Coverage(6)).ToString("0.000", CultureInfo.InvariantCulture))} | {cpu} |"));
    }

    /// <summary>Geometric mean and its interval, by drawing series anew.</summary>
    private static (double Mean, double Low, double High) Geometric(double[] ratios)
    {
        var logs = ratios.Where(r => r > 0 && double.IsFinite(r)).Select(r => Math.Log(r)).ToArray();
        var random = new Random(20261122);
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < logs.Length; i++)
            {
                means[draw] += logs[random.Next(logs.Length)] / logs.Length;
            }
        }

        Array.Sort(means);
        return (Math.Exp(logs.Average()), Math.Exp(means[Draws / 40]), Math.Exp(means[^(Draws / 40)]));
    }

    private static void Line(string text) => Console.WriteLine(text);
}
