using System.Diagnostics;
using System.Globalization;

namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>
/// One global gradient-boosted model per quantile level, trained on the warm-up of all series together, the distance as a feature. As ours it
/// knows a series' own past at the origin; unlike ours it is not updated after the warm-up.
/// </summary>
internal static class LightGbmPeer
{
    private const int Features = 20;
    private const int Trees = 200;
    private const int TakeEvery = 3;

    public static Method Run(IReadOnlyList<LoadSeries> series)
    {
        var watch = Stopwatch.StartNew();
        var (rows, targets) = Training(series);
        var asked = series.SelectMany((s, i) => Distances.OriginsOf(s).SelectMany(o => Distances.Steps.Select((h, b) => (Series: i, Origin: o, Distance: b)))).ToArray();
        var questions = new float[asked.Length * Features];
        for (var q = 0; q < asked.Length; q++)
        {
            var s = series[asked[q].Series];
            Fill(questions.AsSpan(q * Features, Features), s.Values, asked[q].Origin, Distances.Steps[asked[q].Distance], UnitOf(s));
        }

        var answers = Distances.Levels.Select(level =>
        {
            var parameters = string.Create(
                CultureInfo.InvariantCulture,
                $"objective=quantile alpha={level} learning_rate=0.05 num_leaves=63 min_data_in_leaf=50 num_threads=1 verbosity=-1 seed=1 deterministic=true");
            using var model = LightGbm.Train(rows, targets, Features, parameters, Trees);
            return model.Predict(questions);
        }).ToArray();

        var scores = series.Select(s => new Score(s)).ToArray();
        var quantiles = new double[Distances.Levels.Length];
        for (var q = 0; q < asked.Length; q++)
        {
            var (s, origin, distance) = asked[q];
            var floor = 0.0;
            for (var l = 0; l < quantiles.Length; l++)
            {
                floor = quantiles[l] = Math.Max(floor, answers[l][q] * UnitOf(series[s]));
            }

            scores[s].Add(distance, series[s].Values[origin + Distances.Steps[distance]], quantiles[Array.IndexOf(Distances.Levels, 0.5)], quantiles);
        }

        return new Method("LightGBM, global", scores, watch.Elapsed.TotalSeconds, asked.Length / Distances.Steps.Length);
    }

    private static double UnitOf(LoadSeries series) =>
        Math.Max(1e-9, series.Values.Take(LoadSeries.WarmUpSteps).Where(v => !double.IsNaN(v)).DefaultIfEmpty(1).Average());

    private static (float[] Rows, float[] Targets) Training(IReadOnlyList<LoadSeries> series)
    {
        var (rows, targets) = (new List<float>(), new List<float>());
        var row = new float[Features];
        foreach (var s in series)
        {
            var unit = UnitOf(s);
            for (var t = 288; t + 24 < LoadSeries.WarmUpSteps; t += TakeEvery)
            {
                var h = Distances.Steps[t / TakeEvery % Distances.Steps.Length];
                if (!double.IsNaN(s.Values[t]) && !double.IsNaN(s.Values[t + h]))
                {
                    Fill(row, s.Values, t, h, unit);
                    rows.AddRange(row);
                    targets.Add((float)(s.Values[t + h] / unit));
                }
            }
        }

        return ([.. rows], [.. targets]);
    }

    private static void Fill(Span<float> x, double[] y, int now, int h, double unit)
    {
        float At(int i) => i < 0 || i > now ? float.NaN : (float)(y[i] / unit);
        float Mean(int from, int count)
        {
            double sum = 0;
            var seen = 0;
            for (var i = Math.Max(0, from - count + 1); i <= Math.Min(from, now); i++)
            {
                (sum, seen) = double.IsNaN(y[i]) ? (sum, seen) : (sum + y[i], seen + 1);
            }

            return seen == 0 ? float.NaN : (float)(sum / seen / unit);
        }

        (x[0], x[1], x[2], x[3], x[4], x[5]) = (h, At(now), At(now - 1), At(now - 2), At(now - 5), At(now - 11));
        (x[6], x[7], x[8], x[9]) = (Mean(now, 6), Mean(now, 36), Mean(now, 288), Mean(now, 3));
        (x[10], x[11], x[12]) = (At(now + h - 288), At(now - 288), Mean(now + h - 286, 5));
        (x[13], x[14]) = (At(now + h - 576), At(now - 576));
        (x[15], x[16]) = (At(now + h - 2016), At(now - 2016));
        (x[17], x[18]) = ((now + h) % 288, At(now - 23));
        x[19] = x[1] - x[11];
    }
}
