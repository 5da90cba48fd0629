using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// How much the shadow's ratio is worth beside the model. Nobody has seen the truth of a load that was only rehearsed; but how far two estimates lie apart
/// over all rehearsed loads is the sum of their variances, and the model states its own (the moment estimate of a random-effects mean, DerSimonian and Laird
/// 1986). One weight for all loads: where either rises with a rate, so does their mean.
/// </summary>
internal static class RatioLearner
{
    private const int FewestLoads = 4;

    // So long an interval has no noise of its own.
    private const double Forever = 1e9;

    /// <summary>Adds the ratio to a model; a model of a store whose usual load is not known stays as it is.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cpu">The shadow's unit costs.</param>
    /// <param name="curve">The shadow's load curve.</param>
    /// <param name="noise">Relative deviation of one rehearsal from them.</param>
    /// <param name="rehearsed">The rehearsals.</param>
    public static LoadModel Learn(LoadModel model, CostBelief cpu, LoadCurve curve, double noise, IReadOnlyList<LoadWindow> rehearsed)
    {
        var ratio = new ShadowRatio { Cpu = cpu, Curve = curve };
        var known = model.Statements.Where(s => s.Unreliable is null).ToDictionary(s => s.TemplateId, StringComparer.Ordinal);
        var compared = rehearsed.Where(w => w.Executions.Keys.All(known.ContainsKey)).Select(w => Compare(model, ratio, w, known)).Where(c => double.IsFinite(c.Distance)).ToArray();
        if (model.UsualRates.Count == 0 || compared.Length < FewestLoads)
        {
            return model;
        }

        var own = compared.Average(c => c.Variance);
        var others = Math.Max(noise * noise, compared.Average(c => c.Distance * c.Distance) - own);
        return model with { Ratio = ratio with { Weight = own / (own + others), Deviation = Math.Sqrt(others) } };
    }

    private static (double Distance, double Variance) Compare(LoadModel model, ShadowRatio ratio, LoadWindow window, Dictionary<string, StatementModel> known)
    {
        var rates = window.Executions.Where(e => e.Value > 0).ToDictionary(e => e.Key, e => e.Value / window.Seconds, StringComparer.Ordinal);
        var question = new LoadQuestion(rates) { Intervals = Forever };
        var alone = CpuForecast.Of(model, rates, Forever, [.. rates.Select(r => StatementForecast.Of(known[r.Key], r.Value, model, question))]);
        return (Math.Log(alone.VCores / CpuForecast.Scaled(model, ratio, window)), alone.CostVariance / Square(alone.VCores));
    }

    private static double Square(double x) => x * x;
}
