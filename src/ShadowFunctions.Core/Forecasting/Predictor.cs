using System.Globalization;
using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Merges what history, the capacity model and announced events say into one prediction. Where model and history disagree about the
/// present mix by more than their errors together, the higher one is taken and a note says so.
/// </summary>
public static class Predictor
{
    private const int FewestMinutes = 150;

    /// <summary>Predicts; null when nothing was observed yet.</summary>
    public static ResourcePrediction? Predict(PredictorInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var until = input.Now.AddMinutes(Math.Max(input.HorizonMinutes, input.LeadTimeMinutes + FewestMinutes));
        var lag = input.Forecaster.ObservedUntil is { } end ? Math.Max(0, (input.Now - end).TotalMinutes) : 0;
        var forecasts = input.Forecaster.Forecast(until, input.LeadTimeMinutes + lag);
        if (forecasts.Count == 0)
        {
            return null;
        }

        var resources = forecasts.Select(f => Resource(input, f)).ToArray();
        return new ResourcePrediction
        {
            StoreId = input.StoreId,
            CycleId = input.CycleId,
            CreatedAt = input.Now,
            ObservedUntil = input.Forecaster.ObservedUntil,
            LeadTimeMinutes = input.LeadTimeMinutes,
            Resources = resources,
            Scenarios = [.. ScenarioWindow.Resolve(input.Scenarios).Where(w => w.Touches(input.Now, until)).Select(w => w.Scenario.Name)],
        };
    }

    private static PredictedResource Resource(PredictorInput input, DemandForecast history)
    {
        if (history.Resource is ResourceKind.StorageBytes or ResourceKind.MemoryBytes)
        {
            return new PredictedResource(history, PredictionSource.History);
        }

        var notes = new List<string>();
        var (forecast, source) = WithModel(input.Model, history, notes);
        ScenarioEffect[] effects =
        [
            .. ScenarioEffect.OfMultipliers(input.Scenarios),
            .. ScenarioRates.Effects(input.Scenarios, input.Model, history.Resource, notes),
        ];
        var result = ScenarioOverlay.Apply(forecast, effects);
        if (history.Abstained)
        {
            notes.Add($"{history.Resource}: nothing beats persistence at the lead time.");
        }

        return new PredictedResource(result, ReferenceEquals(result, forecast) ? source : PredictionSource.Scenario, notes.Count == 0 ? null : string.Join(" ", notes));
    }

    /// <summary>
    /// Compares the model at the recorded mix with the history's next step. Only CPU is compared: the model is corrected on
    /// production's CPU and on nothing else.
    /// </summary>
    private static (DemandForecast Forecast, PredictionSource Source) WithModel(CapacityModel? model, DemandForecast history, List<string> notes)
    {
        if (model is null || model.Unreliable is not null || history.Resource != ResourceKind.CpuVCores || model.RecordedRates.Count == 0)
        {
            return (history, PredictionSource.History);
        }

        var estimate = CapacityModels.Predict(model, model.RecordedRates);
        var expected = history.At(0.5, 1);
        if (estimate.Amounts.CpuVCores is not { } modelled || model.RelativeError is not { } error || expected <= 0)
        {
            return (history, PredictionSource.History);
        }

        // History's error: half the width between its median and its 80 % quantile, doubled to two standard deviations as for the model.
        var tolerance = (2 * error * modelled) + (2 * (history.At(0.8, 1) - expected));
        if (Math.Abs(modelled - expected) <= tolerance)
        {
            return (history, PredictionSource.History);
        }

        var higher = modelled > expected;
        notes.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"The capacity model says {modelled:0.##} vCores for the present mix, the history {expected:0.##}: the {(higher ? "model" : "history")} is taken."));
        if (!higher)
        {
            return (history, PredictionSource.History);
        }

        var ratio = Math.Min(modelled / expected, 10);
        return (history with { Values = [.. history.Values.Select(v => v.Select(x => x * ratio).ToArray())] }, PredictionSource.Shadow);
    }
}
