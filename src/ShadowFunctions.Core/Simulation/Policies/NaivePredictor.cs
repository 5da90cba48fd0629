using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation.Policies;

/// <summary>
/// Persistence (the last step goes on) or seasonal naive (the same step of the day before), with intervals from its own past errors at each
/// distance, so that a naive forecast meets the same planner on equal terms.
/// </summary>
/// <param name="seasonal">True for seasonal naive.</param>
public sealed class NaivePredictor(bool seasonal) : IDemandPredictor
{
    private const int Distances = 48;
    private const int FewestMinutes = 150;
    private static readonly double[] Levels = [.. ForecastLevels.All];
    private readonly StepAggregator _steps = new();
    private readonly Dictionary<long, double> _values = [];
    private readonly ErrorQuantiles[] _errors = [.. Enumerable.Range(0, seasonal ? 1 : Distances).Select(_ => new ErrorQuantiles(Levels))];
    private long? _last;

    /// <inheritdoc/>
    public void Observe(IReadOnlyList<UsageSample> minutes)
    {
        foreach (var minute in minutes)
        {
            if (minute.Amounts.CpuVCores is { } used && _steps.Add(minute.Minute, used, minute.Saturated) is { } step)
            {
                Learn(StepGrid.IndexOf(step.At), step.Peak, step.Censored);
            }
        }
    }

    /// <inheritdoc/>
    public ResourcePrediction? Predict(DateTimeOffset now, double leadTimeMinutes, int horizonMinutes)
    {
        if (_last is not { } last)
        {
            return null;
        }

        var until = Math.Max(horizonMinutes, leadTimeMinutes + FewestMinutes);
        var steps = (int)Math.Ceiling((now.AddMinutes(until) - StepGrid.StartOf(last + 1)).TotalMinutes / StepGrid.StepMinutes);
        var values = Levels.Select(_ => new double[steps]).ToArray();
        for (var step = 1; step <= steps; step++)
        {
            var point = Point(last, last + step);
            for (var level = 0; level < Levels.Length; level++)
            {
                var lower = level == 0 ? 0 : values[level - 1][step - 1];
                values[level][step - 1] = Math.Max(lower, point + Errors(step).Quantile(level));
            }
        }

        return PlanningPolicy.CpuPrediction(now, leadTimeMinutes, StepGrid.StartOf(last + 1), Levels, values, seasonal ? "seasonal naive" : "persistence");
    }

    private void Learn(long index, double value, bool censored)
    {
        for (var distance = 1; distance <= _errors.Length; distance++)
        {
            if (_values.ContainsKey(index - (seasonal ? StepGrid.StepsPerDay : distance)))
            {
                Errors(distance).Learn(value - Point(index - distance, index), value, censored);
            }
        }

        _values[index] = value;
        _ = _values.Remove(index - (2 * StepGrid.StepsPerDay));
        _last = index;
    }

    /// <summary>The point forecast of a step from what was known at another.</summary>
    private double Point(long from, long of)
    {
        var at = seasonal ? of - StepGrid.StepsPerDay : from;
        return _values.TryGetValue(at, out var value) ? value : _last is { } last ? _values[last] : 0;
    }

    private ErrorQuantiles Errors(int distance) => _errors[Math.Min(distance, _errors.Length) - 1];
}
