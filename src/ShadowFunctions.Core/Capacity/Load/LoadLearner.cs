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
    private const int Passes = 3;
    private const int CurveSteps = 20;

    // How far a statement's cost may lie from the shadow's, on its own and together with all others (the machine's speed).
    private const double OwnDeviation = 0.2;
    private const double CommonDeviation = 0.2;

    // Executor seconds are wall clock: where others use the machine they hold waiting too, for all statements alike.
    private const double ExecutorShare = 0.8;
    private const double ExecutorCommonDeviation = 0.4;
    private const double ExecutorOwnDeviation = 0.2;

    /// <summary>Learns.</summary>
    /// <exception cref="ArgumentException">No rehearsal, or no statement.</exception>
    public static LoadModel Learn(LoadEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (evidence.Statements.Count == 0 || evidence.Shadow.Count == 0)
        {
            throw new ArgumentException("A load model needs at least one statement and one rehearsal.", nameof(evidence));
        }

        var statements = evidence.Statements.Select(s => StatementLearner.Learn(s, evidence)).ToArray();
        var names = LoadFeatures.Names(statements.Select(s => s.TemplateId));
        var (shadow, curve) = Shadow(evidence, names);
        var usual = evidence.Production.Count == 0 ? curve.UsualVCores
            : RobustRegression.Median(evidence.Production.Select(w => w.CpuSeconds / w.Seconds));
        var here = curve with { UsualVCores = usual };
        var (cpu, noise) = Learn(Carried(evidence, statements, shadow), here, evidence.Production);
        return new LoadModel
        {
            Cpu = cpu,
            Curve = here,
            CpuNoise = noise,
            Statements = statements,
            LogImageBytes = evidence.LogImageBytes,
            CheckpointSeconds = evidence.CheckpointSeconds,
        };
    }

    /// <summary>The shadow's own unit costs and load curve: the curve under which its rehearsals agree best.</summary>
    private static (CostBelief Belief, LoadCurve Curve) Shadow(LoadEvidence evidence, string[] names)
    {
        var usual = evidence.Shadow[0];
        var each = usual.CpuSeconds / usual.Calls;
        var costs = evidence.Statements.ToDictionary(s => s.TemplateId, s => s.ShadowCpuSeconds ?? each, StringComparer.Ordinal);
        double[] mean = [.. names.Select(n => n == LoadFeatures.Floor ? FloorVCores : costs[n])];
        var prior = CostBelief.Prior(names, mean, [.. names.Select((n, i) => n == LoadFeatures.Floor ? FloorVCores : 0.25 * mean[i])], CommonDeviation);
        var fits = Enumerable.Range(0, CurveSteps + 1)
            .Select(i => new LoadCurve((double)i / CurveSteps, usual.CpuSeconds / usual.Seconds))
            .Select(c => (Learn(prior, c, evidence.Shadow).Belief, Curve: c));
        return fits.MinBy(f => Misfit(f.Belief, f.Curve, evidence.Shadow));
    }

    /// <summary>The shadow's unit costs carried over to production.</summary>
    private static CostBelief Carried(LoadEvidence evidence, StatementModel[] statements, CostBelief shadow)
    {
        var known = evidence.Statements.Zip(statements).ToDictionary(s => s.First.TemplateId, StringComparer.Ordinal);
        double[] extra = [.. shadow.Names.Select(n => known.TryGetValue(n, out var s) ? ExecutorShare * StatementLearner.ExtraCpuSeconds(s.First, s.Second) : 0)];
        double[] own = [.. shadow.Mean.Select((m, i) => Math.Sqrt(Square(OwnDeviation * m) + Square(ExecutorOwnDeviation * extra[i]) + shadow.Covariance[i][i]))];
        var prior = CostBelief.Prior(shadow.Names, [.. shadow.Mean.Zip(extra, (a, b) => a + b)], own, CommonDeviation);
        return prior with
        {
            Covariance = [.. prior.Covariance.Select((row, i) => row.Select((c, j) => c + (Square(ExecutorCommonDeviation) * extra[i] * extra[j])).ToArray())],
        };
    }

    /// <summary>Learns all windows; their noise is estimated from the residuals of the pass before.</summary>
    private static (CostBelief Belief, double Noise) Learn(CostBelief prior, LoadCurve curve, IReadOnlyList<LoadWindow> windows)
    {
        var (belief, noise) = (prior, FirstNoise);
        for (var pass = 0; pass < Passes && windows.Count > 0; pass++)
        {
            belief = prior;
            foreach (var window in windows)
            {
                var demand = curve.Demand(window.CpuSeconds / window.Seconds);
                belief = belief.Learn(LoadFeatures.Of(prior.Names, window), demand, noise * demand / curve.Elasticity(demand));
            }

            noise = Math.Max(SmallestNoise, 1.4826 * RobustRegression.Median(windows.Select(w => Math.Abs(Residual(belief, curve, w)))));
        }

        return (belief, noise);
    }

    private static double Misfit(CostBelief belief, LoadCurve curve, IReadOnlyList<LoadWindow> windows) =>
        windows.Average(w => Math.Abs(Residual(belief, curve, w)));

    private static double Residual(CostBelief belief, LoadCurve curve, LoadWindow window) =>
        1 - (curve.Used(belief.Predict(LoadFeatures.Of(belief.Names, window)).Mean) * window.Seconds / window.CpuSeconds);

    private static double Square(double x) => x * x;
}
