using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Capacity.Regression;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>
/// Learns a load model where the shadow is not loaded at production's rates but replayed statement by statement. The prior of a statement is
/// what production's own counters say of it, or, where production never ran it, the shadow's logical work carried to full size at
/// production's price of work; production's intervals move all of them together. How CPU falls with load is learned from those intervals too,
/// once they span enough load. No time measured on the shadow goes in, so the model does not depend on the machine.
/// </summary>
internal static class ReplayLearner
{
    private const int FewestIntervals = 3;
    private const int MostRemembered = 12;
    private const int MostRehearsed = 12;

    // Statement counters leave out what the server does beside the statements, more or less the same share for all of them.
    private const double CommonDeviation = 0.3;
    private const double CountedDeviation = 0.1;
    private const double RememberedDeviation = 0.2;
    private const double FloorShare = 0.05;

    // The load must vary and a curve must explain clearly more before a straight line is given up.
    private const double EnoughSpan = 2;
    private const double ClearlyBetter = 0.9;
    private const double LightCalls = 4;

    // PostgreSQL's default. What is learned and asked at the same length does not depend on it.
    private const double CheckpointSeconds = 300;

    /// <summary>The model; null while there are too few intervals.</summary>
    public static LoadModel? Learn(CapacityModel model)
    {
        if (model.History is not { Intervals.Count: >= FewestIntervals } history)
        {
            return null;
        }

        LoadWindow[] windows = [.. Enumerable.Range(0, history.Intervals.Count).Select(history.Window)];
        var costs = Costs(model, history);
        var rehearsed = Rehearsed(model, costs);
        var usualCpu = RobustRegression.Median(windows.Select(w => w.CpuSeconds));
        var prior = Prior(costs, rehearsed, history, usualCpu);
        var curve = Curve(prior, windows);
        var (cpu, noise) = LoadLearner.Learn(prior, curve, windows);
        return new LoadModel
        {
            Cpu = cpu,
            Curve = curve,
            CpuNoise = noise,
            UsualRates = LoadLearner.UsualRates(windows),
            WindowNoise = HeldOutNoise.Of(prior, curve, windows, _ => 0),
            Statements = Statements(model, history, costs, rehearsed),
            LogImageBytes = ImageBytes(model),
            CheckpointSeconds = CheckpointSeconds,
        };
    }

    /// <summary>Production's cost of every statement the model names: those of the intervals, what else is remembered, and all others together.</summary>
    private static Dictionary<string, TemplateCost> Costs(CapacityModel model, LoadHistory history)
    {
        var named = history.Names.ToHashSet(StringComparer.Ordinal);
        var costs = model.ProductionCosts.Where(c => named.Contains(c.TemplateId)).ToDictionary(c => c.TemplateId, StringComparer.Ordinal);
        var rest = model.ProductionCosts.Where(c => !named.Contains(c.TemplateId)).ToArray();
        foreach (var cost in rest.Where(c => !model.RecordedRates.ContainsKey(c.TemplateId)).OrderByDescending(c => c.CpuSeconds).Take(MostRemembered))
        {
            costs[cost.TemplateId] = cost;
        }

        if (named.Contains(LoadHistory.Others))
        {
            costs[LoadHistory.Others] = Mean(rest.Length > 0 ? rest : model.ProductionCosts, model.RecordedRates);
        }

        return costs;
    }

    private static TemplateCost Mean(IReadOnlyList<TemplateCost> costs, IReadOnlyDictionary<string, double> rates)
    {
        double Weight(TemplateCost cost) => Math.Max(rates.GetValueOrDefault(cost.TemplateId), 1e-6);
        var total = costs.Sum(Weight);
        double Of(Func<TemplateCost, double> amount) => costs.Sum(c => Weight(c) * amount(c)) / total;
        return new TemplateCost
        {
            TemplateId = LoadHistory.Others,
            CpuSeconds = Of(c => c.CpuSeconds),
            LogicalWork = Of(c => c.LogicalWork),
            DataPages = Of(c => c.DataPages),
            LogBytes = Of(c => c.LogBytes),
            ResultBytes = Of(c => c.ResultBytes),
            LogImages = costs.Any(c => c.LogImages is not null) ? Of(c => c.LogImages ?? 0) : null,
            LogImageBytes = Of(c => c.LogImageBytes),
        };
    }

    /// <summary>Log bytes of one whole page, over all that production's statements logged.</summary>
    private static double ImageBytes(CapacityModel model) =>
        model.UsualPerSecond(c => c.LogImages) is > 0 and var images ? model.UsualPerSecond(c => c.LogImageBytes) / images : 0;

    /// <summary>What only the shadow has run, at full size; or why it cannot be said.</summary>
    private static Dictionary<string, (TemplateCost? Cost, string? Doubt)> Rehearsed(CapacityModel model, Dictionary<string, TemplateCost> costs)
    {
        var known = model.ProductionCosts.Select(c => c.TemplateId).ToHashSet(StringComparer.Ordinal);
        var only = new ShadowOnlyCosts(model);
        return model.ShadowCosts.Where(c => !known.Contains(c.TemplateId) && !costs.ContainsKey(c.TemplateId)).Take(MostRehearsed)
            .ToDictionary(c => c.TemplateId, c => only.Find(c.TemplateId), StringComparer.Ordinal);
    }

    private static CostBelief Prior(
        Dictionary<string, TemplateCost> costs, Dictionary<string, (TemplateCost? Cost, string? Doubt)> rehearsed, LoadHistory history, double usualCpu)
    {
        var counted = history.Names.ToHashSet(StringComparer.Ordinal);
        var law = ShadowOnlyCosts.Price([.. costs.Values], new Dictionary<string, double>())?.RelativeError ?? 1;
        var names = LoadFeatures.Names(costs.Keys.Concat(rehearsed.Where(r => r.Value.Cost is not null).Select(r => r.Key)));
        double Mean(string name) => name == LoadFeatures.Floor ? 0 : costs.TryGetValue(name, out var own) ? own.CpuSeconds : rehearsed[name].Cost!.CpuSeconds;
        double[] mean = [.. names.Select(Mean)];
        double[] deviation = [.. names.Select((n, i) =>
            n == LoadFeatures.Floor ? FloorShare * usualCpu
            : mean[i] * (counted.Contains(n) ? CountedDeviation : costs.ContainsKey(n) ? RememberedDeviation : law))];
        return CostBelief.Prior(names, mean, deviation, CommonDeviation);
    }

    /// <summary>A straight line, unless the intervals span enough load and a curve fits them clearly better.</summary>
    private static LoadCurve Curve(CostBelief prior, LoadWindow[] windows)
    {
        var each = windows.Sum(w => w.CpuSeconds) / Math.Max(windows.Sum(w => w.Calls), 1e-9);
        var straight = new LoadCurve(1, 1) { LightSeconds = LightCalls * each };
        var light = windows.Select(w => LoadSplit.Light(straight, prior, w)).ToArray();
        straight = straight with { UsualVCores = Math.Max(RobustRegression.Median(light), 1e-9) };
        if (light.Max() < EnoughSpan * light.Min())
        {
            return straight;
        }

        double Misfit(LoadCurve curve) => LoadLearner.Misfit(LoadLearner.Learn(prior, curve, windows).Belief, curve, windows);
        var best = CurveLearner.Candidates(straight).Select(c => (Curve: c, Misfit: Misfit(c)))
            .MinBy(f => f.Misfit);
        return best.Misfit < ClearlyBetter * Misfit(straight) ? best.Curve : straight;
    }

    private static StatementModel[] Statements(
        CapacityModel model, LoadHistory history, Dictionary<string, TemplateCost> costs, Dictionary<string, (TemplateCost? Cost, string? Doubt)> rehearsed)
    {
        var law = ShadowOnlyCosts.Price(model.ProductionCosts, model.RecordedRates);
        var own = costs.Values.Select(c => StatementLearner.Learn(
            new StatementEvidence
            {
                TemplateId = c.TemplateId,
                Production = Counters(c),
                Growth = model.GrowthPoints.GetValueOrDefault(c.TemplateId, []),
                ProductionPlanHash = c.PlanHash,
                LogImages = history.LogImages(c.TemplateId, CheckpointSeconds),
            },
            new ProductionPrices(null, MissCalibration.None)));
        var fromShadow = rehearsed.Select(r => r.Value.Cost is { } cost
            ? new StatementModel
            {
                TemplateId = r.Key,
                Counters = Counters(cost),
                Growth = Capacity.Growth.TemplateGrowth.Learn(r.Key, model.GrowthPoints.GetValueOrDefault(r.Key, []), null).Law,
                CpuSecondsPerPage = law?.SecondsPerHit ?? 0,
                CpuPerPageRelativeError = law?.RelativeError ?? 1,
            }
            : new StatementModel { TemplateId = r.Key, Unreliable = r.Value.Doubt });
        return [.. own.Concat(fromShadow).OrderBy(s => s.TemplateId, StringComparer.Ordinal)];
    }

    private static StatementCounters Counters(TemplateCost cost) => new()
    {
        ExecutorSeconds = cost.CpuSeconds,
        Pages = cost.LogicalWork,
        Misses = cost.DataPages,
        LogBytes = cost.LogBytes - cost.LogImageBytes,
        LogImages = cost.LogImages ?? 0,
        ResultBytes = cost.ResultBytes,
    };
}
