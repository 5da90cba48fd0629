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
    // A model that says more than this many times what was observed is wrong rather than right.
    private const double LargestModelRatio = 10;

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
            Accuracy = [.. forecasts.Select(f => SkillSentences.AtDistance(f, input.LeadTimeMinutes + lag)).OfType<string>()],
            Scenarios = [.. ScenarioWindow.Resolve(input.Scenarios).Where(w => w.Touches(input.Now, until)).Select(w => w.Scenario.Name)],
        };
    }

    private static PredictedResource Resource(PredictorInput input, DemandForecast history)
    {
        if (history.Resource is ResourceKind.StorageBytes or ResourceKind.MemoryBytes)
        {
            return new PredictedResource(history, PredictionSource.History);
        }

        List<string> notes = history.Resource == ResourceKind.CpuVCores ? [.. input.ScenarioNotes] : [];
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
    /// Compares the model at the recorded mix with what production used while that mix was recorded: the same window, so that a load which
    /// has changed since is not taken for a wrong model. Only CPU is compared: the model is corrected on production's CPU and on nothing else.
    /// </summary>
    private static (DemandForecast Forecast, PredictionSource Source) WithModel(CapacityModel? model, DemandForecast history, List<string> notes)
    {
        if (model is not { Unreliable: null, RecordedCpuVCores: > 0 and var observed, ErrorInUse: { } error } || history.Resource != ResourceKind.CpuVCores
            || CapacityModels.Predict(model, model.RecordedRates).Amounts.CpuVCores is not { } modelled)
        {
            return (history, PredictionSource.History);
        }

        // Two standard deviations of the model, and those of the history scaled to what was observed.
        var median = history.At(0.5, 1);
        var spread = median > 0 ? (history.At(0.8, 1) - median) / median * observed : 0;
        if (Math.Abs(modelled - observed) <= (2 * error * modelled) + (2 * spread))
        {
            return (history, PredictionSource.History);
        }

        var higher = modelled > observed;
        notes.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"The capacity model says {modelled:0.##} vCores for the recorded mix, production used {observed:0.##}: the {(higher ? "model" : "history")} is taken."));
        if (!higher)
        {
            return (history, PredictionSource.History);
        }

        var ratio = Math.Min(modelled / observed, LargestModelRatio);
        return (history with { Values = [.. history.Values.Select(v => v.Select(x => x * ratio).ToArray())] }, PredictionSource.Shadow);
    }
}
