using System.Globalization;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>CPU of a load with everything that makes it uncertain, and what does so most.</summary>
/// <param name="VCores">CPU.</param>
/// <param name="Deviation">Standard deviation for one interval.</param>
/// <param name="Reason">What adds most to it.</param>
internal sealed record CpuForecast(double VCores, double Deviation, string Reason)
{
    // Even a perfect model meets windows that differ by more than this.
    private const double SmallestNoise = 0.05;

    // A start of a worker as measured on the shadow; see LoadLearner.
    private const double StartError = 0.3;

    /// <summary>Variance of it from what is not known of the costs and of the curve.</summary>
    public double CostVariance { get; private init; }

    public static CpuForecast Of(LoadModel model, Dictionary<string, double> rates, double intervals, IReadOnlyList<StatementForecast> parts)
    {
        var window = new LoadWindow(1, rates, 0);
        var amounts = LoadFeatures.Of(model.Cpu.Names, window);
        var (light, heavy) = (LoadSplit.Light(model.Curve, model.Cpu, window), LoadSplit.Heavy(model.Curve, model.Cpu, window));
        var alone = model.Curve.Used(light) + heavy;
        var (weight, distance) = Ratio(model, window, alone);
        var known = alone * Math.Exp(weight * distance);
        var scale = alone > 0 ? (1 - weight) * known / alone : 1;
        var share = light + heavy > 0 ? scale * alone / (light + heavy) : 1;
        var total = Math.Max(0, known + parts.Sum(p => p.FurtherCpu));
        (double Variance, string Reason)[] own =
        [
            (Square(share * model.Cpu.Predict(amounts).Deviation), $"what statement {Costly(model, amounts)} costs is not known better"),
            (Square(scale * model.Curve.Deviation(light)), "how the CPU of an execution falls with load is not known better"),
            (parts.Sum(p => Square(scale * MixDoubt(model, rates, p))), $"statement {parts.MaxBy(p => MixDoubt(model, rates, p))?.Statement.TemplateId} runs at a rate or takes a share of the load that it never had"),
        ];

        // Two estimates that lie further apart than their variances say have variances that are too small: by so much (Birge 1932).
        var apart = (weight * (1 - weight) * Square(distance * known)) - own.Sum(o => o.Variance);
        (double Variance, string Reason)[] causes =
        [
            .. own,
            (Math.Max(Square(weight * (model.Ratio?.Deviation ?? 0) * known), apart), "production's own costs and the shadow's ratio tell different things"),
            (Square(Math.Max(SmallestNoise, model.WindowNoise / Math.Sqrt(Math.Max(1, intervals))) * total), "production differs that much from interval to interval"),
            (Square(share * LoadLearner.StatementNoise(model.Statements, model.ExecutorShare, window, Math.Max(1, intervals) * model.IntervalSeconds)), $"what statement {Varying(parts)} costs differs that much from execution to execution"),
            (parts.Sum(p => p.FurtherVariance), "how the statements' work grows with the data is not known better"),
            (Square(StartError * parts.Sum(p => Math.Max(0, p.FurtherCpu))), "the cost of further pages and of starting parallel workers is not known better"),
            (parts.Sum(p => p.PlanVariance), Flip(parts)),
        ];
        return new CpuForecast(total, Math.Sqrt(causes.Sum(c => c.Variance)), causes.MaxBy(c => c.Variance).Reason) { CostVariance = own[0].Variance + own[1].Variance };
    }

    /// <summary>Production's usual CPU × what the shadow uses under a load ÷ what it uses under the usual one.</summary>
    public static double Scaled(LoadModel model, ShadowRatio ratio, LoadWindow load)
    {
        var usual = new LoadWindow(1, model.UsualRates, 0);
        return LoadSplit.Used(model.Curve, model.Cpu, usual) * ratio.ShadowVCores(load) / ratio.ShadowVCores(usual);
    }

    /// <summary>Weight of the shadow's ratio, and how far it lies from the model's own estimate (logarithm), but no further than it may pull.</summary>
    private static (double Weight, double Distance) Ratio(LoadModel model, LoadWindow load, double alone)
    {
        var distance = model.Ratio is { } ratio && alone > 0 ? Math.Log(Scaled(model, ratio, load) / alone) : double.NaN;
        return double.IsFinite(distance) ? (model.Ratio!.Weight, Math.Clamp(distance, -model.Ratio.Reach, model.Ratio.Reach)) : (0, 0);
    }

    /// <summary>
    /// A long statement that runs at another rate, or takes another share of the load, finds other things in the caches, its own or others', and meets itself more
    /// often; nobody has seen what it costs there. Half of what the root law of the short ones would make of it is doubt.
    /// </summary>
    private static double MixDoubt(LoadModel model, Dictionary<string, double> rates, StatementForecast part)
    {
        var id = part.Statement.TemplateId;
        var ratio = Math.Max(
            Ratio(LoadSplit.Share(model.Cpu, model.UsualRates, id), LoadSplit.Share(model.Cpu, rates, id)), Ratio(model.UsualRates.GetValueOrDefault(id), part.Rate));
        return 0.5 * (1 - (1 / Math.Sqrt(ratio))) * part.Rate * LoadSplit.Heavy(model.Curve, model.Cpu, id);
    }

    /// <summary>The larger over the smaller; 1 where one of them is 0.</summary>
    private static double Ratio(double now, double then) => now > 0 && then > 0 ? Math.Max(now, then) / Math.Min(now, then) : 1;

    private static string Flip(IReadOnlyList<StatementForecast> parts) => parts.MaxBy(p => p.PlanVariance) is { } most
        ? string.Create(CultureInfo.InvariantCulture, $"statement {most.Statement.TemplateId} may run under another plan ({most.Flipped:P0} of its executions)")
        : "";

    private static string Varying(IReadOnlyList<StatementForecast> parts) =>
        parts.MaxBy(p => Math.Sqrt(p.Rate) * p.Statement.SecondsDeviation)?.Statement.TemplateId ?? LoadFeatures.Floor;

    /// <summary>The statement whose cost adds most to the deviation.</summary>
    private static string Costly(LoadModel model, double[] amounts) =>
        model.Cpu.Names.Select((n, i) => (Name: n, Deviation: amounts[i] * Math.Sqrt(Math.Max(0, model.Cpu.Covariance[i][i])))).MaxBy(x => x.Deviation).Name;

    private static double Square(double x) => x * x;
}
