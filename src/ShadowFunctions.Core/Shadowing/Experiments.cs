using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Shadowing;

/// <summary>Weighs the next rehearsal from what is predicted, sized and paid.</summary>
public static class Experiments
{
    // Where history sets the demand, the model only overrules it when they disagree beyond their errors: little rests on it.
    private const double HistoryShare = 0.2;
    private const double UnknownDeviation = 0.5;

    // A size that is one too small is short in a part of the time only.
    private const double ShortShare = 0.1;

    // What a rehearsal can still tell grows with the time since the last one.
    private const double RenewalHours = 6;

    /// <summary>The value of a rehearsal now; null while nothing is predicted.</summary>
    public static ExperimentValue? Weigh(ShadowAdapterInput input, MixDrift? drift)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input is not { Prediction: { } prediction, Ladder: { } ladder })
        {
            return null;
        }

        var windows = ScenarioWindow.Resolve(input.Scenarios).Where(w => w.Scenario.Rates is not null).ToArray();
        var deviations = windows.ToDictionary(w => w, w => Deviation(input.Model, w.Scenario.Rates!));
        var steps = prediction.Resources
            .Where(r => r.Forecast.Resource is not (ResourceKind.StorageBytes or ResourceKind.MemoryBytes))
            .Select(r => Steps(input, r, ladder, deviations));
        return ExperimentValue.Of(steps, Reducible(input, windows, drift), Cost(input));
    }

    /// <summary>What one rehearsal costs: the shadow's compute for as long as it may run, and the rows of one sampling pass.</summary>
    public static double Cost(ShadowAdapterInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Prices(input).Of(new ShadowWork(input.State.LastBatch?.RowsRead ?? 0, 0, input.Configuration.Workload.MaxSeconds / 60.0));
    }

    /// <summary>The owner's prices; compute costs what the ladder's smallest size does unless they say otherwise.</summary>
    public static ShadowPrices Prices(ShadowAdapterInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var workload = input.Configuration.Workload;
        return new ShadowPrices(workload.ShadowPricePerHour ?? input.Ladder?.Smallest.PricePerHour ?? 0, workload.RowPricePerMillion);
    }

    private static double Deviation(CapacityModel? model, IReadOnlyDictionary<string, double> rates) =>
        model is null || LoadShift.Of(model, rates) is not { Unreliable: null } shift ? 1 : shift.RelativeError;

    /// <summary>All of it when the mix, or an event's statements, were not rehearsed; else what has aged since the last rehearsal.</summary>
    private static double Reducible(ShadowAdapterInput input, IReadOnlyList<ScenarioWindow> windows, MixDrift? drift)
    {
        if (input.State.LastRunAt is not { } last)
        {
            return 1;
        }

        var runnable = (input.Configuration.Workload.Profile?.Items.Select(i => i.Template.Id) ?? input.Model?.RecordedRates.Keys ?? []).ToHashSet(StringComparer.Ordinal);
        var unrehearsed = windows.SelectMany(w => w.Scenario.Rates!.Keys).Any(id => runnable.Contains(id) && !input.State.ProfileRates.ContainsKey(id));
        var aged = 1 - Math.Exp(-Math.Max(0, (input.Now - last).TotalHours) / RenewalHours);
        return unrehearsed ? 1 : Math.Max(aged, drift?.Distance ?? 0);
    }

    private static List<ExperimentStep> Steps(
        ShadowAdapterInput input, PredictedResource resource, SizeLadder ladder, Dictionary<ScenarioWindow, double> deviations)
    {
        var forecast = resource.Forecast;
        var usual = (resource.Source == PredictionSource.Shadow ? 1 : HistoryShare) * (input.Model?.ErrorInUse ?? UnknownDeviation);
        var level = Level(input.Configuration.PreAllocation);
        var steps = new List<ExperimentStep>(forecast.Steps);
        for (var i = 0; i < forecast.Steps; i++)
        {
            var from = forecast.Origin.AddMinutes(i * forecast.StepMinutes);
            var touching = deviations.Where(d => d.Key.Touches(from, from.AddMinutes(forecast.StepMinutes))).Select(d => d.Value).ToArray();
            if (Step(input.Configuration.PreAllocation, ladder, forecast.Resource, forecast.At(level, i + 1)) is { } step)
            {
                steps.Add(step with { Hours = forecast.StepMinutes / 60.0, Deviation = touching.Length > 0 ? touching.Max() : usual });
            }
        }

        return steps;
    }

    /// <summary>The level that must fit: what the limit of short minutes asks for, else the owner's quantile.</summary>
    private static double Level(PreAllocationSettings settings) =>
        ShortLimit.Of(settings) is { } limit ? Math.Max(settings.RiskQuantile, 1 - limit) : settings.RiskQuantile;

    /// <summary>The step at a demand; null when no size of the ladder states a limit of the resource.</summary>
    private static ExperimentStep? Step(PreAllocationSettings settings, SizeLadder ladder, ResourceKind kind, double demand)
    {
        var limits = ladder.Sizes.Select(s => kind == ResourceKind.CpuVCores ? s.Limits[kind] ?? s.VCores : s.Limits[kind]).ToArray();
        var at = Array.FindIndex(limits, l => l >= demand);
        if (at < 0)
        {
            // Nothing covers it: no rehearsal changes that.
            return Array.TrueForAll(limits, l => l is null) ? null : new ExperimentStep { Hours = 0, Demand = demand };
        }

        var (here, larger, smaller) = (ladder.Sizes[at], ladder.Sizes.ElementAtOrDefault(at + 1), at > 0 ? ladder.Sizes[at - 1] : null);
        return new ExperimentStep
        {
            Hours = 0,
            Demand = demand,
            Above = larger is null ? null : limits[at],
            Below = smaller is null ? null : limits[at - 1],
            ShortPerHour = larger is null ? 0 : ShortPrice(settings, here, larger),
            SparePerHour = smaller is null ? 0 : here.PricePerHour - smaller.PricePerHour,
        };
    }

    /// <summary>
    /// An hour one size too small, of which a part is short. Under a limit its price is the one at which the limit is the optimum: the price of
    /// the larger size ÷ the limit (the critical ratio of the newsvendor); else the owner's price of what is not served.
    /// </summary>
    private static double ShortPrice(PreAllocationSettings settings, ComputeSize here, ComputeSize larger) => ShortShare * (ShortLimit.Of(settings) is { } limit
        ? Math.Max(0, larger.PricePerHour - here.PricePerHour) / limit
        : settings.ShortfallPricePerVCoreHour * Math.Max(0, larger.VCores - here.VCores));
}
