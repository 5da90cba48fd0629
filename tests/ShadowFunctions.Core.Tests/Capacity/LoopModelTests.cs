using System.Text;
using CsCheck;
using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Core.Tests.Capacity;

/// <summary>The load model as the loop learns it: from production's own counters, interval by interval.</summary>
public class LoopModelTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    // True CPU seconds and work of four statements; production's counters see three quarters of the CPU.
    private static readonly (string Id, double Cpu, double Work)[] Truth = [("a", 0.002, 200), ("b", 0.01, 1100), ("c", 0.05, 5600), ("report", 0.4, 45000)];

    private static readonly double[] Usual = [300, 40, 5, 0.1];

    private static WorkloadObservation Observed(int interval, double[] rates) => new(
        "store", Start.AddMinutes(30 * interval), Start.AddMinutes(30 * (interval + 1)),
        [
            .. Truth.Zip(rates).Where(t => t.Second > 0).Select(t => new ObservedTemplate(
                new QueryTemplate(t.First.Id, $"SELECT {t.First.Id}", QueryClass.Read),
                t.Second,
                new TemplateCost { TemplateId = t.First.Id, Executions = (long)(t.Second * 1800), CpuSeconds = 0.75 * t.First.Cpu, LogicalWork = t.First.Work, DataPages = t.First.Work / 10, LogBytes = 50 })),
        ]);

    private static double Cpu(double[] rates) => Truth.Zip(rates, (t, r) => t.Cpu * r).Sum();

    private static double[] Varied(int interval) => [.. Usual.Select((r, i) => r * (1 + (0.5 * Math.Sin((0.4 * interval) + i))))];

    private static CapacityModel Learned(int intervals, CapacityModel? model = null, int from = 0)
    {
        for (var i = from; i < from + intervals; i++)
        {
            var cpu = Cpu(Varied(i));
            model = CapacityModels.Fit(model, Observed(i, Varied(i)), null, cpu, new IntervalFacts(new ResourceAmounts { CpuVCores = cpu }));
        }

        return model!;
    }

    private static Dictionary<string, double> Rates(params double[] rates) => Truth.Zip(rates).ToDictionary(t => t.First.Id, t => t.Second);

    [Fact]
    public void After_a_few_intervals_the_load_model_leads()
    {
        Assert.False(Learned(2).LoadLeads);
        Assert.True(Learned(3).LoadLeads);
    }

    [Theory]
    [InlineData(900, 120, 15, 0.3)]
    [InlineData(100, 40, 30, 0.1)]
    [InlineData(300, 40, 5, 1.5)]
    [InlineData(2000, 10, 1, 0)]
    public void A_mix_it_has_never_seen_is_predicted_within_a_tenth(double a, double b, double c, double report)
    {
        var estimate = CapacityModels.Predict(Learned(12), Rates(a, b, c, report));
        Assert.Null(estimate.Unreliable);
        var truth = Cpu([a, b, c, report]);
        Assert.InRange(estimate.Amounts.CpuVCores!.Value, 0.9 * truth, 1.1 * truth);
        Assert.InRange(truth, estimate.Amounts.CpuVCores.Value * (1 - (2 * estimate.RelativeError)), estimate.Amounts.CpuVCores.Value * (1 + (2 * estimate.RelativeError)));
    }

    [Fact]
    public void Every_interval_is_predicted_before_it_is_learned()
    {
        var model = Learned(9);
        Assert.Equal(6, model.Checks.Count);
        Assert.InRange(model.LoadError!.Value, 0, 0.05);
        Assert.All(model.Checks, c => Assert.InRange(c.Error, 0, 0.1));
        Assert.NotNull(model.RegressionError);
    }

    [Fact]
    public void Whole_pages_in_the_log_become_rarer_per_write_the_more_there_are()
    {
        // 6,000 pages in reach, eight new rows a page: a rush three times the usual day logs far less than three times as much.
        const double Reach = 6000, RecordBytes = 400, PageBytes = 7600;
        double Images(double rate) => Reach * (1 - Math.Exp(-rate * 300 / 8 / Reach)) / 300;
        double Log(double rate) => (rate * RecordBytes) + (Images(rate) * PageBytes);
        CapacityModel? model = null;
        for (var i = 0; i < 16; i++)
        {
            var rates = Varied(i);
            var cpu = Cpu(rates);
            var observed = Observed(i, rates);
            observed = observed with
            {
                Templates = [.. observed.Templates.Select(t => t.Template.Id != "a" ? t with { Cost = t.Cost with { LogBytes = 0 } } : t with
                {
                    Cost = t.Cost with { LogBytes = Log(rates[0]) / rates[0], LogImages = Images(rates[0]) / rates[0], LogImageBytes = PageBytes * Images(rates[0]) / rates[0] },
                })],
            };
            model = CapacityModels.Fit(model, observed, null, cpu, new IntervalFacts(new ResourceAmounts { CpuVCores = cpu }));
        }

        foreach (var times in (double[])[0.3, 1, 3, 6])
        {
            var rush = CapacityModels.Predict(model!, Rates(times * Usual[0], 40, 5, 0.1));
            Assert.Equal(Log(times * Usual[0]), rush.Amounts.LogBytesPerSecond!.Value, 0.05 * Log(times * Usual[0]));
        }

        Assert.True(Log(3 * Usual[0]) < 2.2 * Log(Usual[0]), "In proportion it would be a third more.");
        var stored = StateJson.Read<CapacityModel>(StateJson.Write("capacityModel", "fleet", "store", model!));
        Assert.Equal(CapacityModels.Predict(model!, Rates(900, 1, 1, 0)).Amounts, CapacityModels.Predict(stored, Rates(900, 1, 1, 0)).Amounts);
    }

    [Fact]
    public void The_same_interval_again_is_not_learned_twice()
    {
        var model = Learned(6);
        var again = CapacityModels.Fit(model, Observed(5, Varied(5)), null, Cpu(Varied(5)), new IntervalFacts(ResourceAmounts.Unknown));
        Assert.Equal(model.History!.Intervals.Count, again.History!.Intervals.Count);
        Assert.Equal(model.Checks.Count, again.Checks.Count);
        Assert.Equal(model.Load!.Cpu.Mean, again.Load!.Cpu.Mean);
    }

    [Fact]
    public void The_mix_of_an_announced_event_is_learned_but_does_not_become_the_usual_one()
    {
        var model = Learned(6);
        double[] rush = [300, 40, 60, 0.1];
        var after = CapacityModels.Fit(model, Observed(6, rush), null, Cpu(rush), new IntervalFacts(ResourceAmounts.Unknown, "rush"));
        Assert.Equal(model.RecordedRates, after.RecordedRates);
        Assert.Equal("rush", after.Checks[^1].Event);
        Assert.Equal(7, after.History!.Intervals.Count);
    }

    [Fact]
    public void A_model_worse_than_productions_own_regression_is_not_used_and_says_so()
    {
        var model = Learned(8) with { LoadError = 0.4, RegressionError = 0.05 };
        var judged = Learned(1, model, from: 8);
        Assert.False(judged.LoadLeads);
        Assert.Contains("regression", judged.LoadDoubt, StringComparison.Ordinal);
        Assert.NotNull(CapacityModels.Predict(judged, judged.RecordedRates).Amounts.CpuVCores);
        Assert.Contains("regression", CapacityModels.Predict(judged, judged.RecordedRates, 2).Unreliable, StringComparison.Ordinal);
    }

    [Fact]
    public void It_recovers_once_it_is_right_again()
    {
        var model = Learned(8) with { LoadError = 0.4, RegressionError = 0.05 };
        Assert.True(Learned(20, model, from: 8).LoadLeads);
    }

    [Fact]
    public void Doubled_data_follows_each_statements_law_and_without_one_it_says_so()
    {
        var model = Learned(6);
        Assert.NotNull(CapacityModels.Predict(model, model.RecordedRates, 2).Unreliable);
        foreach (var (fraction, at) in new[] { (0.01, 6), (0.02, 7), (0.04, 8) })
        {
            var run = new WorkloadRun
            {
                Id = $"r{at}",
                StoreId = "store",
                At = Start,
                Profile = "recorded",
                SampleFraction = fraction,
                Statements = 100,
                Costs = [.. Truth.Select(t => new TemplateCost { TemplateId = t.Id, Executions = 20, LogicalWork = t.Id is "c" or "report" ? t.Work * fraction : t.Work, CpuSeconds = 0.001 })],
            };
            model = CapacityModels.Fit(model, Observed(at, Varied(at)), run, Cpu(Varied(at)), new IntervalFacts(ResourceAmounts.Unknown));
        }

        var now = CapacityModels.Predict(model, Rates(Usual)).Amounts.CpuVCores!.Value;
        var doubled = CapacityModels.Predict(model, Rates(Usual), 2);
        Assert.Null(doubled.Unreliable);
        Assert.InRange(doubled.Amounts.CpuVCores!.Value, now + (0.5 * ((5 * 0.05) + (0.1 * 0.4))), now + (1.2 * ((5 * 0.05) + (0.1 * 0.4))));
    }

    [Fact]
    public void A_new_statement_costs_its_work_at_productions_price_with_a_wide_error_or_none_is_given()
    {
        var model = Learned(8);
        var run = new WorkloadRun
        {
            Id = "r",
            StoreId = "store",
            At = Start,
            Profile = "written",
            Statements = 100,
            Costs = [.. Truth.Select(t => new TemplateCost { TemplateId = t.Id, Executions = 20, LogicalWork = t.Work }), new TemplateCost { TemplateId = "new", Executions = 20, LogicalWork = 3000 }],
        };
        model = CapacityModels.Fit(model, Observed(8, Varied(8)), run, Cpu(Varied(8)), new IntervalFacts(ResourceAmounts.Unknown));
        var few = CapacityModels.Predict(model, new Dictionary<string, double>(Rates(Usual)) { ["new"] = 4 });
        var usual = CapacityModels.Predict(model, Rates(Usual)).Amounts.CpuVCores!.Value;
        Assert.InRange(few.Amounts.CpuVCores!.Value - usual, 0.6 * 4 * 3000 * 9e-6, 1.4 * 4 * 3000 * 9e-6);
        var many = CapacityModels.Predict(model, new Dictionary<string, double>(Rates(Usual)) { ["new"] = 400 });
        Assert.True(many.Unreliable is not null || many.RelativeError > 0.2, $"{many.RelativeError}");
        Assert.Contains("neither", CapacityModels.Predict(model, new Dictionary<string, double> { ["other"] = 1 }).Unreliable, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_stays_small_however_many_statements_and_intervals_there_are()
    {
        CapacityModel? model = null;
        for (var i = 0; i < 120; i++)
        {
            var many = Enumerable.Range(i % 7 * 100, 500).Select(s => new ObservedTemplate(
                new QueryTemplate($"statement-with-a-long-name-{s:0000}", new string('x', 900), QueryClass.Read), 1 + (s % 13), new TemplateCost { TemplateId = "", Executions = 9, CpuSeconds = 1e-4 * (1 + (s % 17)), LogicalWork = 10 })).ToArray();
            var cpu = many.Sum(m => m.RatePerSecond * m.Cost.CpuSeconds);
            model = CapacityModels.Fit(model, new WorkloadObservation("store", Start.AddMinutes(30 * i), Start.AddMinutes(30 * (i + 1)), many), null, cpu, new IntervalFacts(ResourceAmounts.Unknown));
        }

        Assert.InRange(Encoding.UTF8.GetByteCount(StateJson.Write("capacityModel", "fleet", "store", model!)), 1, 512 * 1024);
        var estimate = CapacityModels.Predict(model!, model!.RecordedRates);
        Assert.Null(estimate.Unreliable);
        Assert.InRange(estimate.Amounts.CpuVCores!.Value, 0.8 * model.RecordedCpuVCores!.Value, 1.2 * model.RecordedCpuVCores.Value);
    }

    [Fact]
    public void A_document_from_before_is_still_read_and_learns_on()
    {
        const string Old = """
            {"storeId":"store","fittedAt":"2026-03-02T10:00:00+00:00","fittedFor":"x","productionCosts":[{"templateId":"a","executions":100,"cpuSeconds":0.002,"logicalWork":200}],
            "recordedRates":{"a":300},"recordedCpuVCores":0.6,"correction":1.2,"relativeError":0.1}
            """;
        var old = StateJson.Read<CapacityModel>(Old);
        Assert.Equal((0, false), (old.Version, old.LoadLeads));
        Assert.Equal(0.72, CapacityModels.Predict(old, old.RecordedRates).Amounts.CpuVCores!.Value, 9);
        Assert.True(Learned(4, old).LoadLeads);
        var back = StateJson.Read<CapacityModel>(StateJson.Write("capacityModel", "fleet", "store", Learned(6)));
        Assert.Equal(CapacityModels.Predict(Learned(6), Rates(Usual)).Amounts, CapacityModels.Predict(back, Rates(Usual)).Amounts);
    }

    [Fact]
    public void Higher_rates_never_cost_less_whatever_was_learned() =>
        Gen.Select(Gen.Double[0.1, 3].Array[4], Gen.Double[0, 3].Array[4], Gen.Int[3, 8]).Sample((times, more, intervals) =>
        {
            var model = Learned(intervals);
            double[] less = [.. Usual.Zip(times, (r, t) => r * t)];
            double[] greater = [.. less.Zip(more, (r, m) => r * (1 + m))];
            var (a, b) = (CapacityModels.Predict(model, Rates(less)), CapacityModels.Predict(model, Rates(greater)));
            Assert.True(a.Unreliable is not null || b.Unreliable is not null || a.Amounts.CpuVCores <= b.Amounts.CpuVCores);
        }, iter: 60);

    [Fact]
    public void Rates_of_an_event_stand_on_top_of_what_is_usual_at_its_hour()
    {
        var model = Learned(8);
        var shift = LoadShift.Of(model, new Dictionary<string, double> { ["c"] = 60 });
        Assert.Null(shift.Unreliable);
        var rest = Cpu([model.RecordedRates["a"], model.RecordedRates["b"], 0, model.RecordedRates["report"]]);
        Assert.InRange(shift.Kept.CpuVCores!.Value, 0.9 * rest / model.RecordedCpuVCores!.Value, 1.1 * rest / model.RecordedCpuVCores.Value);
        Assert.InRange(shift.Added.CpuVCores!.Value, 0.9 * 60 * 0.05, 1.1 * 60 * 0.05);
    }
}
