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

    public static CpuForecast Of(LoadModel model, Dictionary<string, double> rates, double intervals, IReadOnlyList<StatementForecast> parts)
    {
        var window = new LoadWindow(1, rates, 0);
        var amounts = LoadFeatures.Of(model.Cpu.Names, window);
        var (light, heavy) = (LoadSplit.Light(model.Curve, model.Cpu, window), LoadSplit.Heavy(model.Curve, model.Cpu, window));
        var known = model.Curve.Used(light) + heavy;
        var share = light + heavy > 0 ? known / (light + heavy) : 1;
        var total = Math.Max(0, known + parts.Sum(p => p.FurtherCpu));
        (double Variance, string Reason)[] causes =
        [
            (Square(share * model.Cpu.Predict(amounts).Deviation), $"what statement {Costly(model, amounts)} costs is not known better"),
            (Square(Math.Max(SmallestNoise, model.WindowNoise / Math.Sqrt(Math.Max(1, intervals))) * total), "production differs that much from interval to interval"),
            (Square(share * LoadLearner.StatementNoise(model.Statements, window, Math.Max(1, intervals) * model.IntervalSeconds)), $"what statement {Varying(parts)} costs differs that much from execution to execution"),
            (parts.Sum(p => Square(MixDoubt(model, rates, p))), $"statement {parts.MaxBy(p => MixDoubt(model, rates, p))?.Statement.TemplateId} takes a share of the load that it never had"),
            (parts.Sum(p => p.FurtherVariance), "how the statements' work grows with the data is not known better"),
            (Square(StartError * parts.Sum(p => Math.Max(0, p.FurtherCpu))), "the cost of further pages and of starting parallel workers is not known better"),
            (parts.Sum(p => p.PlanVariance), Flip(parts)),
        ];
        return new CpuForecast(total, Math.Sqrt(causes.Sum(c => c.Variance)), causes.MaxBy(c => c.Variance).Reason);
    }

    /// <summary>
    /// A long statement that takes another share of the load finds other things in the caches, its own or others'; nobody has seen what it costs there. Half of what the
    /// root law of the short ones would make of it is doubt.
    /// </summary>
    private static double MixDoubt(LoadModel model, Dictionary<string, double> rates, StatementForecast part)
    {
        var id = part.Statement.TemplateId;
        var (now, then) = (LoadSplit.Share(model.Cpu, model.UsualRates, id), LoadSplit.Share(model.Cpu, rates, id));
        if (now <= 0 || then <= 0)
        {
            return 0;
        }

        var ratio = Math.Max(now, then) / Math.Min(now, then);
        return 0.5 * (1 - (1 / Math.Sqrt(ratio))) * part.Rate * LoadSplit.Heavy(model.Curve, model.Cpu, id);
    }

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
