using System.Globalization;
using System.Text;
using ShadowFunctions.Core.Capacity.Contention;
using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>Compares predictions with the truth, in Markdown.</summary>
internal static class Report
{
    /// <summary>The predictions alone, for the record before the truth is measured.</summary>
    public static string Predictions(Session session)
    {
        var model = LoadLearner.Learn(Evidence.Of(session));
        return "predicted: " + string.Join("; ", session.Scenarios.Select(s => LoadPredictor.Predict(model, Evidence.Question(session, s)) is { Unreliable: null } e
            ? Inv($"{s.Name} {e.CpuVCores:0.000} vCores") : $"{s.Name} unreliable"));
    }

    public static string Markdown(Session session)
    {
        var text = new StringBuilder();
        var model = LoadLearner.Learn(Evidence.Of(session));
        var outcomes = session.Scenarios.Select(s => Outcome.Of(session, model, s)).ToArray();
        Head(text, session, model);
        Cpu(text, outcomes);
        Others(text, outcomes);
        Statements(text, session, model);
        Summary(text, outcomes);
        return text.ToString();
    }

    private static void Head(StringBuilder text, Session session, LoadModel model)
    {
        var windows = session.History.Concat(session.Truth).Select(m => m.Window).ToArray();
        text.AppendLine("# Capacity model against a real PostgreSQL server").AppendLine();
        text.AppendLine(Inv($"Production: order-entry database of {session.ProductionBytes / 1e9:0.00} GB; shadow: {session.MainFraction:P1} of it, with nested samples of {string.Join(", ", session.Shadows.Keys.Select(k => double.Parse(k, CultureInfo.InvariantCulture).ToString("P2", CultureInfo.InvariantCulture)))}."));
        text.AppendLine(Inv($"{session.Windows} windows of {session.WindowSeconds:0.#} s, {session.Rejected} rejected and repeated. Median of others' CPU {Evidence.Median(windows.Select(w => w.Foreign)):P0}, steal {Evidence.Median(windows.Select(w => w.Steal)):P1} (worst {windows.Max(w => w.Steal):P1}), speed probe {Evidence.Median(windows.Select(w => w.ProbeMilliseconds)):0.00} ms ({windows.Min(w => w.ProbeMilliseconds):0.00} to {windows.Max(w => w.ProbeMilliseconds):0.00})."));
        text.AppendLine(Inv($"One window of production differs from the model by {model.CpuNoise:P1} (robust deviation). {100 * model.Curve.Proportional:0} % of the usual CPU is in proportion to the load, the rest falls with its root."));
        var steps = session.Rehearsed.Where(m => m.Name.StartsWith("step", StringComparison.Ordinal))
            .Select(m => new LoadPoint(m.Window.ResponseSeconds / m.Window.Seconds, m.Window.Calls / m.Window.Seconds)).ToArray();
        if (ScalabilityLaw.Fit(steps) is { } law)
        {
            text.AppendLine(Inv($"Shadow's load steps (up to {steps.Max(s => s.PerSecond):0}/s): λ {law.Lambda:0}/s, σ {law.Sigma:0.000}, κ {law.Kappa:0.0000}, knee {(law.KneeConcurrency is { } knee && knee <= steps.Max(s => s.Concurrency) ? Inv($"at {knee:0.0} ± {law.KneeDeviation:0.0} statements inside") : "beyond the steps")}."));
        }

        text.AppendLine();
    }

    private static void Cpu(StringBuilder text, Outcome[] outcomes)
    {
        text.AppendLine("## CPU: error of the prediction").AppendLine();
        text.AppendLine($"| scenario | truth, vCores (range) | model ± stated | {string.Join(" | ", SimplePredictors.Names)} |");
        text.AppendLine($"| --- | --- | --- |{string.Concat(SimplePredictors.Names.Select(_ => " --- |"))}");
        foreach (var o in outcomes)
        {
            var model = o.Estimate.Unreliable is { } doubt ? $"unreliable: {doubt}" : Inv($"**{Signed(o.CpuErrors[0])}** ± {o.Estimate.CpuDeviation / o.Estimate.CpuVCores:P0}");
            text.AppendLine(Inv($"| {o.Scenario.Name} | {o.Cpu:0.000} ({o.Least:0.000}–{o.Most:0.000}) | {model} | {string.Join(" | ", o.CpuErrors.Skip(1).Select(Signed))} |"));
        }

        text.AppendLine();
    }

    private static void Others(StringBuilder text, Outcome[] outcomes)
    {
        text.AppendLine("## Logical reads, log bytes and cache misses of the model").AppendLine();
        text.AppendLine("| scenario | pages/s | error | log kB/s | error | misses/s | error |").AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var o in outcomes)
        {
            text.AppendLine(Inv($"| {o.Scenario.Name} | {o.Pages:0} | {Signed(o.PagesError)} | {o.Log / 1000:0} | {Signed(o.LogError)} | {o.Misses:0} | {Signed(o.MissesError)} |"));
        }

        text.AppendLine();
    }

    private static void Statements(StringBuilder text, Session session, LoadModel model)
    {
        text.AppendLine("## Statements").AppendLine();
        text.AppendLine("| statement | plan on the shadow | growth | pages on production | CPU, ms (± own) |").AppendLine("| --- | --- | --- | --- | --- |");
        foreach (var s in model.Statements)
        {
            var at = model.Cpu.Names.ToList().IndexOf(s.TemplateId);
            var plan = session.Steered.ContainsKey(s.TemplateId) ? "production's, steered" : session.Shadows.Values.All(v => v[s.TemplateId].Plan == session.Plans[s.TemplateId]) ? "production's" : "another";
            text.AppendLine(Inv($"| {s.TemplateId}{(Template.New.Any(t => t.Id == s.TemplateId) ? " (new)" : "")} | {plan} | {s.Growth?.Shape.ToString() ?? s.UnreliableGrowth ?? s.Unreliable} | {s.Counters.Pages:0.0} ± {s.PagesRelativeError:P0} | {1e3 * model.Cpu.Mean[at]:0.00} ± {1e3 * Math.Sqrt(model.Cpu.Covariance[at][at]):0.00} |"));
        }

        text.AppendLine();
    }

    private static void Summary(StringBuilder text, Outcome[] outcomes)
    {
        text.AppendLine("## Summary").AppendLine();
        text.AppendLine("| predictor | median error of CPU | mean | worst | beaten by the model in |").AppendLine("| --- | --- | --- | --- | --- |");
        string[] names = ["**model**", .. SimplePredictors.Names];
        var answered = outcomes.Where(o => o.Estimate.Unreliable is null).ToArray();
        var medians = new double[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var errors = answered.Select(o => Math.Abs(o.CpuErrors[i])).Where(double.IsFinite).ToArray();
            medians[i] = Evidence.Median(errors);
            var wins = answered.Count(o => Math.Abs(o.CpuErrors[0]) <= Math.Abs(o.CpuErrors[i]) || double.IsNaN(o.CpuErrors[i]));
            text.AppendLine(Inv($"| {names[i]} | {medians[i]:P1} | {errors.Average():P1} | {errors.Max():P0} | {(i == 0 ? "" : $"{wins} of {answered.Length}")} |"));
        }

        var pages = answered.Where(o => double.IsFinite(o.PagesError)).Select(o => Math.Abs(o.PagesError)).ToArray();
        var silent = answered.Count(o => Math.Abs(o.CpuErrors[0]) > 0.3);
        var inside = answered.Count(o => Math.Abs(o.Estimate.CpuVCores - o.Cpu) <= 1.96 * o.Estimate.CpuDeviation);
        text.AppendLine();
        Target(text, "median error of CPU at most 10 %", medians[0] <= 0.10, Inv($"{medians[0]:P1}"));
        Target(text, "median at most 1.3 × the noise floor", medians[0] <= 1.3 * medians[^1], Inv($"{medians[0] / medians[^1]:0.00} ×"));
        Target(text, "the four simple predictors beaten (median)", medians.Skip(1).Take(4).All(m => m > medians[0]), Inv($"best of them {medians.Skip(1).Take(4).Min():P1}"));
        Target(text, "logical reads within 5 % where the plan holds (median)", Evidence.Median(pages) <= 0.05, Inv($"median {Evidence.Median(pages):P1}, worst {pages.Max():P1}, {pages.Count(p => p <= 0.05)} of {pages.Length} within 5 %"));
        Target(text, "no silent error above 30 %", silent == 0, Inv($"{silent} of {answered.Length}; {outcomes.Length - answered.Length} scenarios declared unreliable"));
        text.AppendLine(Inv($"- stated 95 % interval covers the truth in {inside} of {answered.Length}"));
        text.AppendLine(Inv($"- median error of log bytes {Evidence.Median(answered.Select(o => Math.Abs(o.LogError))):P1}, of cache misses {Evidence.Median(answered.Select(o => Math.Abs(o.MissesError))):P1}"));
    }

    private static void Target(StringBuilder text, string name, bool met, string value) => text.AppendLine($"- {(met ? "met" : "**missed**")}: {name} ({value})");

    private static string Signed(double error) => double.IsFinite(error) ? Inv($"{100 * error:+0.0;-0.0;0.0} %") : "none";

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
