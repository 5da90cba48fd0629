using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>
/// Learns what a unit of load costs production, statement by statement, and tells what another load would cost. Production's own costs
/// lead; the shadow only ever contributes ratios of logical work between two of its own rehearsals (its small size and the machine's
/// speed cancel), or, for statements production has not run, its logical work times production's CPU per unit of logical work.
/// </summary>
public static class CapacityModels
{
    private const double CorrectionGain = 0.3;
    private const double LargestCorrection = 20;
    private const double UnusableError = 0.5;
    private const double LargestErrorShare = 0.1;

    // Statements beyond these many are forgotten once production no longer runs them.
    private const int MostCosts = 256;
    private const int Layout = 1;
    private const int TextCharacters = 200;

    // Below this a comparison says more about rounding than about the model.
    private const double SmallestComparedVCores = 0.01;

    /// <summary>Fits the model to what was seen since.</summary>
    /// <param name="previous">The model so far; null at the first fit.</param>
    /// <param name="production">The mix observed on production, with its costs.</param>
    /// <param name="shadowNow">A new rehearsal; null when none was made since.</param>
    /// <param name="observedCpuVCores">CPU of production over the same window, vCores; null when unknown or saturated.</param>
    /// <param name="facts">What else is known of the window; null when it is not to be learned as an interval.</param>
    public static CapacityModel Fit(
        CapacityModel? previous, WorkloadObservation production, WorkloadRun? shadowNow, double? observedCpuVCores, IntervalFacts? facts = null)
    {
        ArgumentNullException.ThrowIfNull(production);
        var seen = production.Templates.Where(t => t.RatePerSecond > 0 && IsSound(t.Cost)).ToArray();
        var shadow = shadowNow is { Costs.Count: > 0 } ? shadowNow.Costs.Where(IsSound).ToArray() : previous?.ShadowCosts ?? [];
        var costs = seen.ToDictionary(t => t.Template.Id, t => t.Cost with { TemplateId = t.Template.Id }, StringComparer.Ordinal);
        foreach (var cost in (previous?.ProductionCosts ?? []).Where(c => !costs.ContainsKey(c.TemplateId)).Take(Math.Max(0, MostCosts - costs.Count)))
        {
            _ = costs.TryAdd(cost.TemplateId, Carry(cost, previous!.ShadowCosts, shadow));
        }

        var byCost = ByCost(seen);
        var rates = byCost.ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);

        // What an announced event does is laid over the usual mix, so its own mix must not become the usual one.
        var usual = seen.Length > 0 && (facts?.Event is null || previous is not { RecordedRates.Count: > 0 });
        var model = new CapacityModel
        {
            StoreId = production.StoreId,
            FittedAt = production.To,
            Version = Layout,
            ProductionCosts = [.. costs.Values.OrderBy(c => c.TemplateId, StringComparer.Ordinal)],
            ShadowCosts = shadow,
            GrowthPoints = GrowthRecord.With(previous?.GrowthPoints, shadowNow),
            Load = previous?.History is null ? Corrected(previous?.Load, rates, observedCpuVCores) : previous.Load,
            RecordedRates = usual ? rates : previous?.RecordedRates ?? rates,
            RecordedCpuVCores = usual ? observedCpuVCores : previous?.RecordedCpuVCores,
            RecordedAmounts = usual ? facts?.Mean : previous?.RecordedAmounts,
            Correction = previous?.Correction ?? 1,
            RelativeError = previous?.RelativeError,
        };
        model = Correct(model, rates, observedCpuVCores);
        model = LoadWatch.Observe(previous, model, Interval(previous, production, observedCpuVCores, facts), byCost, Images(seen));
        return model with { Texts = Texts(previous, model, seen), Unreliable = Doubt(model, shadowNow, production.Missing) };
    }

    private static Dictionary<string, string> Texts(CapacityModel? previous, CapacityModel model, ObservedTemplate[] seen)
    {
        var named = (model.History?.Names ?? model.RecordedRates.Keys).ToHashSet(StringComparer.Ordinal);
        return seen.Select(t => KeyValuePair.Create(t.Template.Id, t.Template.Text[..Math.Min(t.Template.Text.Length, TextCharacters)]))
            .Concat(previous?.Texts ?? new Dictionary<string, string>())
            .Where(t => named.Contains(t.Key)).DistinctBy(t => t.Key, StringComparer.Ordinal).Take(MostCosts).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
    }

    /// <summary>The interval to learn: its CPU is known, and no part of it was learned before.</summary>
    private static LoadInterval? Interval(
        CapacityModel? previous, WorkloadObservation production, double? observedCpuVCores, IntervalFacts? facts) =>
        facts is not null && observedCpuVCores is { } cpu and >= SmallestComparedVCores && !(production.From < previous?.LearnedUntil)
            ? new LoadInterval(production.From, production.To, [], cpu, facts.Mean.Workers, facts.Event)
            : null;

    private static KeyValuePair<string, double>[] ByCost(ObservedTemplate[] seen) =>
    [
        .. seen.GroupBy(t => t.Template.Id, StringComparer.Ordinal)
            .OrderByDescending(g => g.Sum(t => t.RatePerSecond * t.Cost.CpuSeconds)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => KeyValuePair.Create(g.Key, g.Sum(t => t.RatePerSecond))),
    ];

    private static Dictionary<string, double>? Images(ObservedTemplate[] seen) => seen.Any(t => t.Cost.LogImages is not null)
        ? seen.GroupBy(t => t.Template.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(t => t.RatePerSecond * (t.Cost.LogImages ?? 0)), StringComparer.Ordinal)
        : null;

    /// <summary>What a load would cost production.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ratesPerSecond">Executions per second per statement.</param>
    /// <param name="dataFactor">Data as a multiple of production's present size, above 0.</param>
    public static CapacityEstimate Predict(CapacityModel model, IReadOnlyDictionary<string, double> ratesPerSecond, double dataFactor = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(ratesPerSecond);
        if (model.Unreliable is { } reason)
        {
            return new CapacityEstimate(ResourceAmounts.Unknown, 1, reason);
        }

        if (model.LoadLeads)
        {
            var load = model.Load!;
            return Answer(model, LoadPredictor.Predict(load, new LoadQuestion(LoadWatch.Known(load, ratesPerSecond)) { DataFactor = dataFactor }));
        }

        if (dataFactor != 1)
        {
            return new CapacityEstimate(ResourceAmounts.Unknown, 1, model.LoadDoubt ?? "There is no load model yet: what more data would take cannot be said.");
        }

        var sum = new LoadSum();
        var known = model.ProductionCosts.ToDictionary(c => c.TemplateId, StringComparer.Ordinal);
        var rehearsed = new ShadowOnlyCosts(model);
        foreach (var (id, rate) in ratesPerSecond.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            if (!(rate >= 0) || double.IsInfinity(rate))
            {
                return new CapacityEstimate(ResourceAmounts.Unknown, 1, $"The rate of statement {id} is {rate}; give a number of executions per second.");
            }

            if (rate == 0)
            {
                continue;
            }

            var (cost, doubt) = known.TryGetValue(id, out var own) ? (own, null) : rehearsed.Find(id);
            if (cost is null)
            {
                return new CapacityEstimate(ResourceAmounts.Unknown, 1, doubt);
            }

            sum.Add(rate, cost);
        }

        var error = (model.RelativeError ?? 0.3) + (sum.ShadowOnlyShare(known) * rehearsed.RelativeError);
        return new CapacityEstimate(sum.Amounts(model.Correction), error, null);
    }

    /// <summary>The load model's answer, corrected by what production used since.</summary>
    private static CapacityEstimate Answer(CapacityModel model, LoadEstimate load) => load.Unreliable is { } doubt
        ? new CapacityEstimate(ResourceAmounts.Unknown, 1, doubt)
        : new CapacityEstimate(
            new ResourceAmounts
            {
                CpuVCores = load.CpuVCores,

                // The statements' own counters hold the pages they changed beside those they missed.
                DataIops = load.MissesPerSecond,
                LogBytesPerSecond = load.LogBytesPerSecond,
                NetworkBytesPerSecond = load.ResultBytesPerSecond,
                Workers = load.CpuVCores,
            },
            load.CpuVCores > 0 ? Math.Max(load.CpuDeviation / load.CpuVCores, model.ErrorInUse ?? 0) : 0,
            null)
        {
            Caution = load.Caution,
        };

    /// <summary>The correction: predicted against observed CPU, an exponentially weighted mean, and its error before the new comparison.</summary>
    private static CapacityModel Correct(CapacityModel model, Dictionary<string, double> rates, double? observed)
    {
        var raw = model.ProductionCosts.Sum(c => c.CpuSeconds * rates.GetValueOrDefault(c.TemplateId));
        if (observed is not { } cpu || !(cpu >= SmallestComparedVCores) || !(raw > 0))
        {
            return model;
        }

        var ratio = Math.Clamp(cpu / raw, 1 / LargestCorrection, LargestCorrection);
        var first = model.RelativeError is null;
        var error = Math.Abs((raw * (first ? ratio : model.Correction)) - cpu) / cpu;
        return model with
        {
            Correction = first ? ratio : model.Correction + (CorrectionGain * (ratio - model.Correction)),
            RelativeError = first ? 0.2 : model.RelativeError + (CorrectionGain * (Math.Min(error, 5) - model.RelativeError)),
        };
    }

    private static LoadModel? Corrected(LoadModel? load, Dictionary<string, double> rates, double? observed) =>
        load is null || observed is not { } cpu ? load : LoadLearner.Correct(load, new LoadWindow(1, rates, cpu));

    private static string? Doubt(CapacityModel model, WorkloadRun? run, string? missing)
    {
        if (model.ProductionCosts.Count == 0)
        {
            return missing ?? "Production's statement costs are unknown: statement statistics are empty or switched off.";
        }

        if (run is { Statements: > 0 } && run.Errors > LargestErrorShare * run.Statements)
        {
            return $"{run.Errors} of {run.Statements} statements of the rehearsal failed: the shadow does not answer like production.";
        }

        return model.ErrorInUse is { } error && error > UnusableError
            ? $"The model misses production's CPU by {100 * error:0} % on average."
            : null;
    }

    /// <summary>The cost of a statement production has not run lately, moved by how its logical work changed between two rehearsals.</summary>
    private static TemplateCost Carry(TemplateCost cost, IReadOnlyList<TemplateCost> before, IReadOnlyList<TemplateCost> now)
    {
        var then = before.FirstOrDefault(c => c.TemplateId == cost.TemplateId);
        var today = now.FirstOrDefault(c => c.TemplateId == cost.TemplateId);
        if (then is not { LogicalWork: > 0 } || today is not { LogicalWork: > 0 })
        {
            return cost;
        }

        var ratio = Math.Clamp(today.LogicalWork / then.LogicalWork, 1 / LargestCorrection, LargestCorrection);
        return cost with
        {
            CpuSeconds = cost.CpuSeconds * ratio,
            LogicalWork = cost.LogicalWork * ratio,
            DataPages = cost.DataPages * ratio,
        };
    }

    private static bool IsSound(TemplateCost cost) =>
        double.IsFinite(cost.CpuSeconds) && cost.CpuSeconds >= 0 && double.IsFinite(cost.LogicalWork) && cost.LogicalWork >= 0
        && double.IsFinite(cost.DataPages) && double.IsFinite(cost.LogBytes) && double.IsFinite(cost.ResultBytes);
}
