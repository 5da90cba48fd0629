using CsCheck;
using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Capacity;

public class CapacityModelsTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static TemplateCost Cost(string id, double cpu, double work) =>
        new() { TemplateId = id, Executions = 100, CpuSeconds = cpu, LogicalWork = work, DataPages = work / 10, LogBytes = 100, ResultBytes = 200 };

    private static WorkloadObservation Production(params (string Id, double Rate, double Cpu, double Work)[] templates) => new(
        "store", At, At.AddMinutes(30),
        [.. templates.Select(t => new ObservedTemplate(new QueryTemplate(t.Id, "SELECT", QueryClass.Read), t.Rate, Cost(t.Id, t.Cpu, t.Work)))]);

    private static WorkloadRun Rehearsal(params TemplateCost[] costs) =>
        new() { Id = "r", StoreId = "store", At = At, Profile = "recorded", Costs = costs, Statements = 100 };

    [Fact]
    public void Rates_times_productions_own_costs_give_every_resource()
    {
        var model = CapacityModels.Fit(null, Production(("a", 100, 0.01, 50), ("b", 10, 0.1, 400)), null, 2);
        var estimate = CapacityModels.Predict(model, new Dictionary<string, double> { ["a"] = 200, ["b"] = 10 });
        Assert.Null(estimate.Unreliable);
        Assert.Equal(3, estimate.Amounts.CpuVCores!.Value, 9);
        Assert.Equal((200 * 5) + (10 * 40), estimate.Amounts.DataIops!.Value, 9);
        Assert.Equal(21000, estimate.Amounts.LogBytesPerSecond!.Value, 9);
        Assert.Equal(42000, estimate.Amounts.NetworkBytesPerSecond!.Value, 9);
    }

    [Fact]
    public void The_correction_converges_to_what_production_really_uses()
    {
        CapacityModel? model = null;
        for (var i = 0; i < 12; i++)
        {
            model = CapacityModels.Fit(model, Production(("a", 100, 0.01, 50)), null, i < 2 ? 1 : 1.4);
        }

        Assert.InRange(model!.Correction, 1.35, 1.41);
        Assert.InRange(model.RelativeError!.Value, 0, 0.12);
        Assert.Null(model.Unreliable);
    }

    [Fact]
    public void A_statement_production_has_not_run_lately_moves_with_the_shadows_logical_work()
    {
        var first = CapacityModels.Fit(null, Production(("a", 100, 0.01, 50), ("report", 1, 0.5, 5000)), Rehearsal(Cost("report", 9, 100)), 1.5);
        var second = CapacityModels.Fit(first, Production(("a", 100, 0.01, 50)), Rehearsal(Cost("report", 9, 300)), 1);
        Assert.Equal(1.5, second.ProductionCosts.Single(c => c.TemplateId == "report").CpuSeconds, 9);
    }

    [Fact]
    public void A_statement_only_the_shadow_has_run_costs_its_logical_work_at_productions_price()
    {
        // Production: 0.01 CPU seconds for 50 units of work; the same statement takes 10 units on the small copy: five times as much in production.
        var model = CapacityModels.Fit(null, Production(("a", 100, 0.01, 50)), Rehearsal(Cost("a", 1, 10), Cost("new", 7, 20)), 1);
        var estimate = CapacityModels.Predict(model, new Dictionary<string, double> { ["new"] = 10 });
        Assert.Equal(10 * 20 * 5 * 0.01 / 50, estimate.Amounts.CpuVCores!.Value, 9);
        Assert.True(estimate.RelativeError > CapacityModels.Predict(model, model.RecordedRates).RelativeError);
    }

    [Fact]
    public void A_statement_rehearsed_at_three_fractions_grows_by_its_own_law()
    {
        CapacityModel? model = null;
        foreach (var fraction in (double[])[0.01, 0.02, 0.04])
        {
            var run = Rehearsal(Cost("a", 1, 10), Cost("new", 7, 2 + (1000 * fraction))) with { SampleFraction = fraction };
            model = CapacityModels.Fit(model, Production(("a", 100, 0.01, 50)), run, 1);
        }

        var estimate = CapacityModels.Predict(model!, new Dictionary<string, double> { ["new"] = 1 });
        Assert.InRange(estimate.Amounts.CpuVCores!.Value, 0.95 * 1002 * 0.01 / 50, 1.05 * 1002 * 0.01 / 50);
    }

    [Fact]
    public void A_plan_that_changed_with_the_sample_makes_a_new_statement_unreliable()
    {
        CapacityModel? model = null;
        foreach (var (fraction, plan) in new[] { (0.01, "a"), (0.02, "a"), (0.04, "b") })
        {
            var run = Rehearsal(Cost("a", 1, 10), Cost("new", 7, 20) with { PlanHash = plan }) with { SampleFraction = fraction };
            model = CapacityModels.Fit(model, Production(("a", 100, 0.01, 50)), run, 1);
        }

        Assert.Contains("plan", CapacityModels.Predict(model!, new Dictionary<string, double> { ["new"] = 1 }).Unreliable, StringComparison.Ordinal);
        Assert.Null(CapacityModels.Predict(model!, new Dictionary<string, double> { ["a"] = 1 }).Unreliable);
    }

    [Fact]
    public void What_cannot_be_known_is_unreliable_with_a_reason_and_not_a_guess()
    {
        var empty = CapacityModels.Fit(null, Production(), null, 2);
        Assert.NotNull(empty.Unreliable);
        Assert.Null(CapacityModels.Predict(empty, new Dictionary<string, double> { ["a"] = 1 }).Amounts.CpuVCores);

        var model = CapacityModels.Fit(null, Production(("a", 100, 0.01, 50)), null, 1);
        Assert.Contains("neither", CapacityModels.Predict(model, new Dictionary<string, double> { ["other"] = 1 }).Unreliable, StringComparison.Ordinal);
        Assert.Contains("rate", CapacityModels.Predict(model, new Dictionary<string, double> { ["a"] = double.NaN }).Unreliable, StringComparison.Ordinal);

        var failing = CapacityModels.Fit(null, Production(("a", 100, 0.01, 50)), Rehearsal(Cost("a", 1, 10)) with { Errors = 60 }, 1);
        Assert.Contains("failed", failing.Unreliable, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_keeps_missing_production_declares_itself_unreliable()
    {
        CapacityModel? model = null;
        for (var i = 0; i < 12; i++)
        {
            model = CapacityModels.Fit(model, Production(("a", 100, 0.01, 50)), null, i % 2 == 0 ? 0.2 : 5);
        }

        Assert.NotNull(model!.Unreliable);
    }

    [Fact]
    public void Higher_rates_never_cost_less() =>
        Gen.Select(Gen.Double[0, 500].Array[3], Gen.Double[0, 500].Array[3]).Sample((rates, extra) =>
        {
            var model = CapacityModels.Fit(null, Production(("t0", 100, 0.01, 50), ("t1", 3, 0.2, 900), ("t2", 7, 0, 0)), null, 1.7);
            var less = CapacityModels.Predict(model, Rates(rates)).Amounts;
            var more = CapacityModels.Predict(model, Rates([.. rates.Zip(extra, (a, b) => a + b)])).Amounts;
            Assert.All(Enum.GetValues<ResourceKind>(), k => Assert.True((less[k] ?? 0) <= (more[k] ?? 0)));
        });

    private static Dictionary<string, double> Rates(double[] rates) => rates.Select((r, i) => (r, i)).ToDictionary(x => $"t{x.i}", x => x.r);
}
