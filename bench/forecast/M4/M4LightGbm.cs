using System.Diagnostics;
using System.Globalization;

namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>
/// One global gradient-boosted model per quantile level, trained on the training parts of all series together, the distance as a feature.
/// Every series is given in units of its own last week: (value − mean) ÷ mean absolute deviation; what is learned is the difference to half the same hour of the last known day,
/// half that of last week, as trees cannot go beyond what they have seen. CPU seconds are those of training and forecasting.
/// </summary>
internal static class M4LightGbm
{
    private static readonly double[] Levels = [0.025, 0.05, 0.1, 0.5, 0.9, 0.95, 0.975];

    /// <summary>Trains, forecasts and scores on one thread.</summary>
    public static M4Score Score(string name, IReadOnlyList<M4Series> series, M4LightGbmSettings settings)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var trains = series.Select(s => settings.Log ? Logs(s.Train) : s.Train).ToArray();
        var (rows, targets) = Training(trains, settings);
        var questions = new float[series.Count * M4Data.Horizon * M4Features.Count];
        for (var i = 0; i < series.Count; i++)
        {
            var unit = M4Features.UnitAt(trains[i], trains[i].Length - 1);
            for (var h = 1; h <= M4Data.Horizon; h++)
            {
                var row = questions.AsSpan(((i * M4Data.Horizon) + h - 1) * M4Features.Count, M4Features.Count);
                M4Features.Fill(row, trains[i], trains[i].Length - 1, h, unit);
            }
        }

        var answers = Levels.Select(level =>
        {
            var parameters = string.Create(
                CultureInfo.InvariantCulture,
                $"objective=quantile alpha={level} learning_rate={settings.LearningRate} num_leaves={settings.Leaves} min_data_in_leaf=50 num_threads=1 verbosity=-1 seed=1 deterministic=true");
            using var model = LightGbm.Train(rows, targets, M4Features.Count, parameters, settings.Trees);
            return model.Predict(questions);
        }).ToArray();
        if (settings.Differenced)
        {
            for (var q = 0; q < answers[0].Length; q++)
            {
                var repeated = M4Features.Repeated(questions.AsSpan(q * M4Features.Count, M4Features.Count));
                Array.ForEach(answers, a => a[q] += repeated);
            }
        }

        var forecasts = series.Select((s, i) => Of(trains[i], i, answers, settings.Log ? v => Math.Exp(v) - Shift(s.Train) : v => v)).ToArray();
        process.Refresh();
        return M4Score.Of(name, series, forecasts, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static double Shift(double[] y) => 0.02 * y.Average();

    private static double[] Logs(double[] y)
    {
        var shift = Shift(y);
        return [.. y.Select(v => Math.Log(v + shift))];
    }

    private static (float[] Rows, float[] Targets) Training(IReadOnlyList<double[]> trains, M4LightGbmSettings settings)
    {
        var (rows, targets) = (new List<float>(), new List<float>());
        var row = new float[M4Features.Count];
        foreach (var train in trains)
        {
            // Windows end with the training part and reach back as far as two weeks lie before them.
            for (var t = train.Length - 1 - M4Data.Horizon; t >= 2 * M4Features.Week; t -= settings.HoursBetweenOrigins)
            {
                var unit = M4Features.UnitAt(train, t);
                for (var h = 1; h <= M4Data.Horizon; h++)
                {
                    M4Features.Fill(row, train, t, h, unit);
                    rows.AddRange(row);
                    targets.Add((float)((train[t + h] - unit.Mean) / unit.Deviation) - (settings.Differenced ? M4Features.Repeated(row) : 0));
                }
            }
        }

        return ([.. rows], [.. targets]);
    }

    /// <summary>The quantiles in order: models of neighbouring levels know nothing of each other and may cross.</summary>
    private static M4Forecast Of(double[] train, int index, double[][] answers, Func<double, double> back)
    {
        var unit = M4Features.UnitAt(train, train.Length - 1);
        var values = new double[Levels.Length][];
        for (var l = 0; l < Levels.Length; l++)
        {
            values[l] = new double[M4Data.Horizon];
        }

        Span<double> sorted = stackalloc double[Levels.Length];
        for (var h = 0; h < M4Data.Horizon; h++)
        {
            for (var l = 0; l < Levels.Length; l++)
            {
                sorted[l] = back(unit.Mean + (unit.Deviation * answers[l][(index * M4Data.Horizon) + h]));
            }

            sorted.Sort();
            for (var l = 0; l < Levels.Length; l++)
            {
                values[l][h] = sorted[l];
            }
        }

        return new M4Forecast(values[3], [values[2], values[1], values[0]], values[4..]);
    }
}
