using System.Globalization;
using System.Text;
using ShadowFunctions.Core.Capacity.Contention;
using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>Compares predictions with the truth, in Markdown.</summary>
internal static class Report
{
    // Standard deviations on either side of a 95 % interval.
    private const double Normal = 1.96;
    private const double Large = 0.3;

    /// <summary>The predictions alone, for the record before the truth is measured.</summary>
    public static string Predictions(Session session)
    {
        var known = Knowledge.Of(session)(0);
        return "predicted: " + string.Join("; ", session.Scenarios.Select(s => known.Predict(s) is { Unreliable: null } e
            ? Inv($"{s.Name} {e.CpuVCores:0.000} vCores") : $"{s.Name} unreliable"));
    }

    public static string Markdown(Session session)
    {
        var text = new StringBuilder();
        var known = Knowledge.Of(session);
        var model = known(0).Model;
        var outcomes = session.Scenarios.Select(s => Outcome.Of(session, s, known)).ToArray();
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
        text.AppendLine(Inv($"One window of production differs from the model by {model.CpuNoise:P1} (robust deviation). Of intervals left out it misses one by {model.WindowNoise:P1} (standard deviation). {100 * model.Curve.Proportional:0} ± {100 * model.Curve.ProportionalDeviation:0} % of the usual CPU is in proportion to the load, the rest falls with its root. A second in the executor is {model.ExecutorShare:0.00} of CPU. {(model.Ratio is { } ratio ? Inv($"The shadow's ratio is taken to err by {ratio.Deviation:P0} and weighs {ratio.Weight:P0}.") : "")}"));
        if (session.Truth.Any(m => m.Name == Session.Meanwhile))
        {
            text.AppendLine(Inv($"Production's usual load took {Usual(session, session.History)} vCores in its history and {Usual(session, session.Truth.Where(m => m.Name == Session.Meanwhile))} between the scenarios (median and range)."));
        }

        var steps = session.Rehearsed.Where(m => m.Name.StartsWith("step", StringComparison.Ordinal))
            .Select(m => new LoadPoint(m.Window.ResponseSeconds / m.Window.Seconds, m.Window.Calls / m.Window.Seconds)).ToArray();
        if (ScalabilityLaw.Fit(steps) is { } law)
        {
            text.AppendLine(Inv($"Shadow's load steps (up to {steps.Max(s => s.PerSecond):0}/s): λ {law.Lambda:0}/s, σ {law.Sigma:0.000}, κ {law.Kappa:0.0000}, knee {(law.KneeConcurrency is { } knee && knee <= steps.Max(s => s.Concurrency) ? Inv($"at {knee:0.0} ± {law.KneeDeviation:0.0} statements inside") : "beyond the steps")}."));
        }

        text.AppendLine();
    }

    private static string Usual(Session session, IEnumerable<Measured> windows)
    {
        double[] cpu = [.. windows.Where(m => Template.Usual.All(t => m.Rates.GetValueOrDefault(t.Id) == t.Rate) && m.Rates.Count == Template.Usual.Count).Select(m => m.Window.CpuSeconds / session.WindowSeconds)];
        return Inv($"{Evidence.Median(cpu):0.000} ({cpu.Min():0.000} to {cpu.Max():0.000}, {cpu.Length} windows)");
    }

    private static void Cpu(StringBuilder text, Outcome[] outcomes)
    {
        text.AppendLine("## CPU: error of the prediction").AppendLine();
        text.AppendLine($"| scenario | truth, vCores (range) | model ± stated 95 % | {string.Join(" | ", SimplePredictors.Names)} |");
        text.AppendLine($"| --- | --- | --- |{string.Concat(SimplePredictors.Names.Select(_ => " --- |"))}");
        foreach (var o in outcomes)
        {
            var model = o.Estimate.Unreliable is { } doubt ? $"unreliable: {doubt}" : Inv($"**{Signed(o.CpuErrors[0])}** ± {Normal * o.Estimate.CpuDeviation / o.Estimate.CpuVCores:P0}{(o.Firm ? "" : " (not reliable)")}");
            text.AppendLine(Inv($"| {o.Scenario.Name} | {o.Cpu:0.000} ({o.Least:0.000}–{o.Most:0.000}) | {model} | {string.Join(" | ", o.CpuErrors.Skip(1).Select(Signed))} |"));
        }

        text.AppendLine();
        foreach (var o in outcomes.Where(o => o.Estimate.Caution is not null || o.Estimate.MissesCaution is not null))
        {
            text.AppendLine($"- {o.Scenario.Name}: {o.Estimate.Caution} {o.Estimate.MissesCaution}".Replace(":  ", ": ", StringComparison.Ordinal));
        }

        text.AppendLine();
    }

    private static void Others(StringBuilder text, Outcome[] outcomes)
    {
        text.AppendLine("## Logical reads, log bytes and cache misses of the model").AppendLine();
        text.AppendLine("| scenario | pages/s | error | log kB/s | error | misses/s | error |").AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var o in outcomes)
        {
            text.AppendLine(Inv($"| {o.Scenario.Name} | {o.Pages:0} | {Signed(o.PagesError)} | {o.Log / 1000:0} | {Signed(o.LogError)} | {o.Misses:0} | {Signed(o.MissesError)}{(o.Estimate.MissesCaution is null ? "" : " (not reliable)")} |"));
        }

        text.AppendLine();
    }

    private static void Statements(StringBuilder text, Session session, LoadModel model)
    {
        text.AppendLine("## Statements").AppendLine();
        text.AppendLine("| statement | plan on the shadow | growth | plans over drawn parameters | pages on production | CPU, ms (± own) |").AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var s in model.Statements)
        {
            var at = model.Cpu.Names.ToList().IndexOf(s.TemplateId);
            var plan = session.Steered.ContainsKey(s.TemplateId) ? "production's, steered" : session.Shadows.Values.All(v => v[s.TemplateId].Plan == session.Plans[s.TemplateId]) ? "production's" : "another";
            text.AppendLine(Inv($"| {s.TemplateId}{(Template.New.Any(t => t.Id == s.TemplateId) ? " (new)" : "")} | {plan} | {s.Growth?.Shape.ToString() ?? s.UnreliableGrowth ?? s.Unreliable} | {string.Join(", ", s.Plans.Select(p => Inv($"x{p.DataFactor}: {p.Flipped:P0} flipped, {p.Workers:0.00} ± {p.WorkersDeviation:0.00} workers")))} | {s.Counters.Pages:0.0} ± {s.PagesRelativeError:P0} | {1e3 * model.Cpu.Mean[at]:0.00} ± {1e3 * Math.Sqrt(model.Cpu.Covariance[at][at]):0.00} |"));
        }

        text.AppendLine();
    }

    private static void Summary(StringBuilder text, Outcome[] outcomes)
    {
        text.AppendLine("## Summary").AppendLine();
        text.AppendLine("| predictor | median error of CPU | mean | worst | median where the model is sure | worst there | beaten by the model in |").AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        string[] names = ["**model**", .. SimplePredictors.Names];
        var answered = outcomes.Where(o => o.Estimate.Unreliable is null).ToArray();
        var medians = new double[names.Length];
        var means = new double[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var errors = answered.Select(o => Math.Abs(o.CpuErrors[i])).Where(double.IsFinite).ToArray();
            (medians[i], means[i]) = (Evidence.Median(errors), errors.Average());
            var firm = answered.Where(o => o.Firm).Select(o => Math.Abs(o.CpuErrors[i])).Where(double.IsFinite).DefaultIfEmpty(double.NaN).ToArray();
            var wins = answered.Count(o => Math.Abs(o.CpuErrors[0]) <= Math.Abs(o.CpuErrors[i]) || double.IsNaN(o.CpuErrors[i]));
            text.AppendLine(Inv($"| {names[i]} | {medians[i]:P1} | {means[i]:P1} | {errors.Max():P0} | {Evidence.Median(firm):P1} | {firm.Max():P0} | {(i == 0 ? "" : $"{wins} of {answered.Length}")} |"));
        }

        text.AppendLine();
        Target(text, "median error of CPU at most 10 %", medians[0] <= 0.10, Inv($"{medians[0]:P1}"));
        Target(text, "median at most 1.3 × the noise floor", medians[0] <= 1.3 * medians[^1], Inv($"{medians[0] / medians[^1]:0.00} ×"));
        Target(text, "the four simple predictors beaten (median and mean)", Enumerable.Range(1, 4).All(i => medians[i] > medians[0] && means[i] > means[0]), Inv($"best of them {medians.Skip(1).Take(4).Min():P1} and {means.Skip(1).Take(4).Min():P1}"));
        Reliability(text, outcomes, answered);
    }

    /// <summary>Whether the model knew what it did not know.</summary>
    private static void Reliability(StringBuilder text, Outcome[] outcomes, Outcome[] answered)
    {
        var pages = answered.Where(o => double.IsFinite(o.PagesError)).Select(o => Math.Abs(o.PagesError)).ToArray();
        Target(text, "logical reads within 5 % where the plan holds (median)", Evidence.Median(pages) <= 0.05, Inv($"median {Evidence.Median(pages):P1}, worst {pages.Max():P1}, {pages.Count(p => p <= 0.05)} of {pages.Length} within 5 %"));
        var firm = answered.Where(o => o.Firm).ToArray();
        var (silent, cautious) = (firm.Count(o => Math.Abs(o.CpuErrors[0]) > Large), answered.Where(o => !o.Firm).ToArray());
        Target(text, "no silent error of CPU above 30 %", silent == 0, Inv($"{silent} of {firm.Length}; {outcomes.Length - answered.Length} scenarios not answered, {cautious.Length} answered as not reliable, of which {cautious.Count(o => Math.Abs(o.CpuErrors[0]) > Large)} are off by more than 30 %"));
        var (sure, unsure) = (answered.Where(o => o.Estimate.MissesCaution is null).ToArray(), answered.Where(o => o.Estimate.MissesCaution is not null).ToArray());
        Target(text, "no silent error of cache misses above 30 %", sure.All(o => Math.Abs(o.MissesError) <= Large), Inv($"{sure.Count(o => Math.Abs(o.MissesError) > Large)} of {sure.Length}; {unsure.Length} not reliable, of which {unsure.Count(o => Math.Abs(o.MissesError) > Large)} are off by more than 30 %"));
        Covered(text, "CPU", answered, o => (o.Estimate.CpuVCores, o.Estimate.CpuDeviation, o.Cpu));
        Covered(text, "logical reads", answered, o => (o.Estimate.PagesPerSecond, o.Estimate.PagesDeviation, o.Pages));
        Covered(text, "cache misses", answered, o => (o.Estimate.MissesPerSecond, o.Estimate.MissesDeviation, o.Misses));
        text.AppendLine(Inv($"- median error of log bytes {Evidence.Median(answered.Select(o => Math.Abs(o.LogError))):P1}, of cache misses {Evidence.Median(answered.Select(o => Math.Abs(o.MissesError))):P1}"));
    }

    private static void Covered(StringBuilder text, string what, Outcome[] answered, Func<Outcome, (double Mean, double Deviation, double Truth)> estimate)
    {
        var inside = answered.Select(estimate).Count(e => Math.Abs(e.Mean - e.Truth) <= Normal * e.Deviation);
        text.AppendLine(Inv($"- stated 95 % interval of {what} covers the truth in {inside} of {answered.Length}"));
    }

    private static void Target(StringBuilder text, string name, bool met, string value) => text.AppendLine($"- {(met ? "met" : "**missed**")}: {name} ({value})");

    private static string Signed(double error) => double.IsFinite(error) ? Inv($"{100 * error:+0.0;-0.0;0.0} %") : "none";

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
