using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// Learns a load model. The shadow's rehearsals give each statement's cost and how cost falls with load; what production's executor takes
/// longer than the shadow's is added; this is the prior, and production's own intervals correct it. So the shadow only ever contributes what
/// production has not shown, and its small size and the machine's speed cancel.
/// </summary>
public static class LoadLearner
{
    private const double FloorVCores = 0.002;
    private const double SmallestNoise = 0.02;
    private const double FirstNoise = 0.08;
    private const double Drift = 0.03;
    private const double MostHeavy = 0.95;
    private const int Passes = 3;

    // How far a statement's cost may lie from the shadow's, on its own and together with all others (the machine's speed).
    private const double OwnDeviation = 0.2;
    private const double CommonDeviation = 0.2;

    private const double ExecutorOwnDeviation = 0.2;

    // Parsing, sending and waking up cost a larger, busier server more per call than a small copy that fits the processor's caches: all statements alike.
    private const double OverheadCommonDeviation = 0.5;

    // What the shadow's sessions used for a statement is known well; where nothing was measured only its rehearsals may speak: a statement that
    // starts parallel workers may cost hundreds of times the mean.
    private const double MeasuredDeviation = 0.25;
    private const double UnmeasuredDeviation = 100;

    // A worker of a large server takes longer to start than one of a small copy: more memory is mapped.
    private const double WorkerDeviation = 0.3;

    // Executions this many times as long as the mean are long ones: see LoadCurve.LightSeconds.
    private const double LightCalls = 4;

    /// <summary>Learns.</summary>
    /// <exception cref="ArgumentException">No rehearsal, or no statement.</exception>
    public static LoadModel Learn(LoadEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (evidence.Statements.Count == 0 || evidence.Shadow.Count == 0)
        {
            throw new ArgumentException("A load model needs at least one statement and one rehearsal.", nameof(evidence));
        }

        var prices = ProductionPrices.Learn(evidence);
        var statements = evidence.Statements.Select(s => StatementLearner.Learn(s, prices)).ToArray();
        var names = LoadFeatures.Names(statements.Select(s => s.TemplateId));
        var (shadow, curve, rehearsalNoise) = Shadow(evidence, names);
        var clock = ExecutorClock.Learn(evidence.Production);
        var prior = Carried(evidence, statements, shadow, prices, clock);
        var production = StatementLuck.Remove(evidence.Production, clock.Share);
        var here = CurveLearner.Learn(prior, curve, production);
        var (cpu, noise) = Learn(prior, here, production);
        var model = new LoadModel
        {
            Cpu = cpu,
            Curve = here,
            ExecutorShare = clock.Share,
            CpuNoise = noise,
            WindowNoise = HeldOutNoise.Of(prior, here, production, w => Square(StatementNoise(statements, clock.Share, w, w.Seconds) / (w.CpuSeconds / w.Seconds))),
            UsualRates = UsualRates(evidence.Production),
            IntervalSeconds = evidence.Production.Select(w => w.Seconds).DefaultIfEmpty(0).Average(),
            WorkerStartSeconds = evidence.WorkerStartSeconds,
            Statements = statements,
            LogImageBytes = evidence.LogImageBytes,
            CheckpointSeconds = evidence.CheckpointSeconds,
        };
        return RatioLearner.Learn(model, shadow, curve, rehearsalNoise, evidence.Shadow);
    }

    /// <summary>Corrects a model by what production used since: its costs may have drifted, and the new interval moves what it can see.</summary>
    /// <param name="model">The model so far.</param>
    /// <param name="window">An interval of production that was not saturated, of statements the model knows.</param>
    public static LoadModel Correct(LoadModel model, LoadWindow window)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(window);
        var known = model.Statements.Select(s => s.TemplateId).ToHashSet(StringComparer.Ordinal);
        if (!(window.CpuSeconds > 0) || !(window.Seconds > 0) || !(window.Calls > 0) || !window.Executions.Keys.All(known.Contains))
        {
            return model;
        }

        var noise = Math.Max(model.CpuNoise, SmallestNoise);
        return model with { Cpu = Observe(model.Cpu.Age(Drift), model.Cpu, model.Curve, window, noise) };
    }

    /// <summary>The shadow's own unit costs and load curve: the curve under which its rehearsals agree best.</summary>
    private static (CostBelief Belief, LoadCurve Curve, double Noise) Shadow(LoadEvidence evidence, string[] names)
    {
        var usual = evidence.Shadow[0];
        var each = usual.CpuSeconds / usual.Calls;
        var costs = evidence.Statements.ToDictionary(s => s.TemplateId, s => s.ShadowCpuSeconds ?? each, StringComparer.Ordinal);
        var workers = evidence.Statements.ToDictionary(s => s.TemplateId, s => s.ShadowWorkers * evidence.WorkerStartSeconds, StringComparer.Ordinal);
        var measured = evidence.Statements.Where(s => s.ShadowCpuSeconds is not null).Select(s => s.TemplateId).ToHashSet(StringComparer.Ordinal);
        double Doubt(string name) => name == LoadFeatures.Floor ? FloorVCores
            : Math.Sqrt(Square((measured.Contains(name) ? MeasuredDeviation : UnmeasuredDeviation) * costs[name]) + Square(WorkerDeviation * workers[name]));
        double[] mean = [.. names.Select(n => n == LoadFeatures.Floor ? FloorVCores : costs[n] + workers[n])];
        var prior = CostBelief.Prior(names, mean, [.. names.Select(Doubt)], CommonDeviation);
        var light = LightCalls * each;
        var usualLight = LoadSplit.Light(new LoadCurve(1, 1) { LightSeconds = light }, prior, usual);
        var fits = CurveLearner.Candidates(new LoadCurve(1, usualLight) { LightSeconds = light })
            .Select(c => (Learned: Learn(prior, c, evidence.Shadow), Curve: c));
        var best = fits.MinBy(f => Misfit(f.Learned.Belief, f.Curve, evidence.Shadow));
        return (best.Learned.Belief, best.Curve, best.Learned.Noise);
    }

    /// <summary>The shadow's unit costs carried over to production.</summary>
    private static CostBelief Carried(LoadEvidence evidence, StatementModel[] statements, CostBelief shadow, ProductionPrices prices, ExecutorClock clock)
    {
        var known = evidence.Statements.Zip(statements).ToDictionary(s => s.First.TemplateId, StringComparer.Ordinal);
        (double Seconds, double Deviation)[] Of(Func<StatementEvidence, StatementModel, (double, double)> part) =>
            [.. shadow.Names.Select(n => known.TryGetValue(n, out var s) ? part(s.First, s.Second) : (0, 0))];
        var further = Of((s, m) => StatementLearner.FurtherExecutorSeconds(s, m, prices));
        var workers = Of((s, _) => Workers(s, evidence.WorkerStartSeconds));
        double[] executor = [.. further.Select(f => clock.Share * f.Seconds)];
        var overhead = Of((s, _) => (Overhead(s), 0)).Select(o => o.Seconds).ToArray();
        double[] mean = [.. shadow.Mean.Select((m, i) => Math.Max(0, m + executor[i] + workers[i].Seconds))];
        double[] own = [.. shadow.Mean.Select((m, i) => Math.Sqrt(
            Square(OwnDeviation * m) + Square(ExecutorOwnDeviation * executor[i]) + Square(clock.Share * further[i].Deviation)
            + Square(workers[i].Deviation) + shadow.Covariance[i][i]))];
        var prior = CostBelief.Prior(shadow.Names, mean, own, CommonDeviation);
        return prior with
        {
            Covariance = [.. prior.Covariance.Select((row, i) => row.Select((c, j) =>
                c + (Square(clock.Deviation) * further[i].Seconds * further[j].Seconds) + (Square(OverheadCommonDeviation) * overhead[i] * overhead[j])).ToArray())],
        };
    }

    /// <summary>CPU of an execution on the shadow outside its executor.</summary>
    private static double Overhead(StatementEvidence statement) =>
        statement is { Shadow: { } here, ShadowCpuSeconds: { } cpu } ? Math.Max(0, cpu - here.ExecutorSeconds) : 0;

    /// <summary>Seconds of the parallel workers that a statement production has never run starts there and did not start on the shadow.</summary>
    private static (double Seconds, double Deviation) Workers(StatementEvidence statement, double startSeconds) =>
        statement.Production is null && PlanOutlook.At(statement.Plans, 1) is { } plans
            ? ((plans.Workers - statement.ShadowWorkers) * startSeconds, Math.Sqrt(Square(plans.WorkersDeviation) + Square(WorkerDeviation * plans.Workers)) * startSeconds)
            : (0, 0);

    /// <summary>Executions per second of each statement over all intervals.</summary>
    internal static Dictionary<string, double> UsualRates(IReadOnlyList<LoadWindow> windows) => windows.SelectMany(w => w.Executions)
        .GroupBy(e => e.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(e => e.Value) / windows.Sum(w => w.Seconds), StringComparer.Ordinal);

    /// <summary>Standard deviation of a load's CPU from what its statements differ from execution to execution, vCores.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="executorShare">CPU seconds per executor second.</param>
    /// <param name="window">The load.</param>
    /// <param name="seconds">How long it is looked at; 0 when unknown, then nothing is said.</param>
    internal static double StatementNoise(IEnumerable<StatementModel> statements, double executorShare, LoadWindow window, double seconds) => seconds > 0
        ? Math.Sqrt(statements.Sum(s => Square(executorShare * s.SecondsDeviation) * window.Executions.GetValueOrDefault(s.TemplateId) / window.Seconds / seconds))
        : 0;

    /// <summary>Learns all windows; their noise is estimated from the residuals of the pass before.</summary>
    internal static (CostBelief Belief, double Noise) Learn(CostBelief prior, LoadCurve curve, IReadOnlyList<LoadWindow> windows)
    {
        var (belief, noise) = (prior, FirstNoise);
        for (var pass = 0; pass < Passes && windows.Count > 0; pass++)
        {
            var before = belief;
            belief = prior;
            foreach (var window in windows)
            {
                belief = Observe(belief, before, curve, window, noise);
            }

            noise = Math.Max(SmallestNoise, 1.4826 * RobustRegression.Median(windows.Select(w => Math.Abs(Residual(belief, curve, w)))));
        }

        return (belief, noise);
    }

    /// <summary>One interval: the CPU used is turned back into demand, whose deviation grows where the curve is flat.</summary>
    internal static CostBelief Observe(CostBelief belief, CostBelief before, LoadCurve curve, LoadWindow window, double noise)
    {
        var used = window.CpuSeconds / window.Seconds;
        var heavy = Math.Min(MostHeavy * used, LoadSplit.Heavy(curve, before, window));
        var light = curve.Demand(used - heavy);
        var deviation = noise * used * light / (curve.Used(light) * curve.Elasticity(light));
        return belief.Learn(LoadFeatures.Of(belief.Names, window), heavy + light, deviation);
    }

    /// <summary>Mean relative miss of the windows.</summary>
    internal static double Misfit(CostBelief belief, LoadCurve curve, IReadOnlyList<LoadWindow> windows) =>
        windows.Average(w => Math.Abs(Residual(belief, curve, w)));

    internal static double Residual(CostBelief belief, LoadCurve curve, LoadWindow window) =>
        1 - (LoadSplit.Used(curve, belief, window) * window.Seconds / window.CpuSeconds);

    private static double Square(double x) => x * x;
}
