using System.Globalization;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Capacity.Regression;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>
/// Holds the load model to account: each new interval of production is predicted before it is learned from, by the model and by a
/// regression on production's earlier intervals alone. A model that is worse than that regression is not used, and says so.
/// </summary>
internal static class LoadWatch
{
    private const double Gain = 0.3;
    private const int KeptChecks = 12;
    private const int FewestChecks = 4;
    private const int FewestIntervals = 4;
    private const double Worse = 1.1;
    private const double Tolerance = 0.02;
    private const double LargestError = 5;

    // Without anything but intervals a statement's cost may be many times the mean.
    private const double Unknown = 10;

    /// <summary>The model with one more interval of production learned, and the verdict on it.</summary>
    /// <param name="previous">The model before; null at the first fit.</param>
    /// <param name="model">The model as fitted so far.</param>
    /// <param name="interval">The interval, without rates; null when there is none to learn.</param>
    /// <param name="rates">Executions per second in it, most costly statement first.</param>
    /// <param name="images">Whole pages logged per second in it; null where the engine logs none.</param>
    public static CapacityModel Observe(
        CapacityModel? previous, CapacityModel model, LoadInterval? interval, IReadOnlyList<KeyValuePair<string, double>> rates, IReadOnlyDictionary<string, double>? images)
    {
        var watched = model with
        {
            History = previous?.History,
            LearnedUntil = previous?.LearnedUntil,
            Checks = previous?.Checks ?? [],
            LoadError = previous?.LoadError,
            RegressionError = previous?.RegressionError,
        };
        if (interval is not null && rates.Count > 0)
        {
            watched = Check(previous, watched, interval, rates) with
            {
                History = LoadHistory.With(previous?.History, interval, rates, images),
                LearnedUntil = interval.To,
            };
        }

        watched = watched with { Load = ReplayLearner.Learn(watched) ?? watched.Load };
        return watched with { LoadDoubt = Doubt(watched) };
    }

    private static CapacityModel Check(CapacityModel? previous, CapacityModel model, LoadInterval interval, IReadOnlyList<KeyValuePair<string, double>> rates)
    {
        if (previous?.Load is not { } load)
        {
            return model;
        }

        var asked = rates.ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var estimate = LoadPredictor.Predict(load, new LoadQuestion(Known(load, asked)));
        if (estimate.Unreliable is not null)
        {
            // It said that it does not know: that is no miss.
            return model;
        }

        var check = new ModelCheck(
            interval.From, interval.To, estimate.CpuVCores, estimate.CpuDeviation, interval.CpuVCores, Regression(previous.History, asked), interval.Event);
        return model with
        {
            Checks = [.. model.Checks.Append(check).TakeLast(KeptChecks)],
            LoadError = Mean(model.LoadError, check.Error),
            RegressionError = check.RegressionVCores is { } plain ? Mean(model.RegressionError, Math.Abs(plain - check.ObservedVCores) / check.ObservedVCores) : model.RegressionError,
        };
    }

    /// <summary>Rates in the names of a model: what it does not know on its own goes to the others, where it has them.</summary>
    public static IReadOnlyDictionary<string, double> Known(LoadModel load, IReadOnlyDictionary<string, double> rates)
    {
        var own = load.Statements.Select(s => s.TemplateId).ToHashSet(StringComparer.Ordinal);
        return own.Contains(LoadHistory.Others) ? LoadHistory.Fold(rates, own) : rates;
    }

    /// <summary>Least squares on the earlier intervals, held to a mean cost per execution where they do not tell statements apart.</summary>
    private static double? Regression(LoadHistory? history, Dictionary<string, double> rates)
    {
        if (history is not { Intervals.Count: >= FewestIntervals })
        {
            return null;
        }

        var windows = Enumerable.Range(0, history.Intervals.Count).Select(history.Window).ToArray();
        var each = windows.Sum(w => w.CpuSeconds) / Math.Max(windows.Sum(w => w.Calls), 1e-9);
        var names = LoadFeatures.Names(history.Names);
        double[] mean = [.. names.Select(n => n == LoadFeatures.Floor ? 0 : each)];
        double[] deviation = [.. names.Select(n => n == LoadFeatures.Floor ? windows.Average(w => w.CpuSeconds) : Unknown * each)];
        var (plain, _) = LoadLearner.Learn(CostBelief.Prior(names, mean, deviation, Unknown), new LoadCurve(1, 1), windows);
        var folded = LoadHistory.Fold(rates, history.Names.ToHashSet(StringComparer.Ordinal));
        return plain.Predict(LoadFeatures.Of(names, new LoadWindow(1, folded, 0))).Mean;
    }

    private static string? Doubt(CapacityModel model) =>
        model is { Load: not null, LoadError: { } own, RegressionError: { } plain } && model.Checks.Count >= FewestChecks && own > (Worse * plain) + Tolerance
            ? string.Create(CultureInfo.InvariantCulture, $"The load model misses production by {100 * own:0} %, a regression on production's own intervals by {100 * plain:0} %: it is not used.")
            : null;

    private static double Mean(double? before, double error) =>
        before is { } mean ? mean + (Gain * (Math.Min(error, LargestError) - mean)) : Math.Min(error, LargestError);
}
