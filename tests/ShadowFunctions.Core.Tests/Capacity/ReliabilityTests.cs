using CsCheck;
using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Capacity;

/// <summary>The model says what it does not know.</summary>
public sealed class ReliabilityTests
{
    private const double StartSeconds = 0.05;

    private static LoadEvidence With(string id, Func<StatementEvidence, StatementEvidence> change, int seed = 1, double noise = 0.03)
    {
        var evidence = new SyntheticStore(seed, noise).Evidence();
        return evidence with { WorkerStartSeconds = StartSeconds, Statements = [.. evidence.Statements.Select(s => s.TemplateId == id ? change(s) : s)] };
    }

    private static LoadEstimate Predict(LoadEvidence evidence, Dictionary<string, double> rates, double data = 1) =>
        LoadPredictor.Predict(LoadLearner.Learn(evidence), new LoadQuestion(rates) { DataFactor = data });

    [Fact]
    public void A_plan_that_becomes_parallel_with_more_data_costs_its_workers_and_is_said_aloud()
    {
        PlanOutlook[] plans = [new(1, 0, 0, 0), new(1.5, 0.8, 1.6, 0.5)];
        var serial = Predict(With("report", s => s), SyntheticStore.Usual, 1.5);
        var parallel = Predict(With("report", s => s with { Plans = plans }), SyntheticStore.Usual, 1.5);
        Assert.Null(serial.Caution);
        Assert.Equal(serial.CpuVCores + (SyntheticStore.Usual["report"] * 1.6 * StartSeconds), parallel.CpuVCores, 1e-9);
        Assert.Contains("report may run under another plan", parallel.Caution ?? parallel.Unreliable, StringComparison.Ordinal);
        var today = Predict(With("report", s => s with { Plans = plans }), SyntheticStore.Usual);
        Assert.Null(today.Caution);
    }

    [Fact]
    public void More_load_or_data_never_needs_less_whatever_plans_are_drawn()
    {
        var outlook = Gen.Select(Gen.Double[0.5, 3], Gen.Double[0, 1], Gen.Double[0, 4], Gen.Double[0, 0.2], (f, p, w, d) => new PlanOutlook(f, p, w, d)).Array[0, 4];
        Gen.Select(outlook, Gen.Double[1, 2], Gen.Double[1, 2], Gen.Double[0, 40]).Sample(
            (plans, data, grown, more) =>
            {
                var model = LoadLearner.Learn(With("report", s => s with { Plans = plans }));
                var rates = new Dictionary<string, double>(SyntheticStore.Usual);
                var less = LoadPredictor.Predict(model, new LoadQuestion(rates) { DataFactor = data });
                var greater = LoadPredictor.Predict(model, new LoadQuestion(new Dictionary<string, double>(rates) { ["report"] = 2 + more }) { DataFactor = data * grown });
                if ((less.Unreliable ?? greater.Unreliable) is null)
                {
                    Assert.True(greater.CpuVCores >= less.CpuVCores * (1 - 1e-12) && double.IsFinite(greater.CpuDeviation) && greater.CpuDeviation > 0);
                }
            },
            iter: 60);
    }

    [Fact]
    public void A_statement_whose_executions_are_unlike_makes_a_load_of_it_uncertain_the_less_the_longer_it_is_looked_at()
    {
        double[] seconds = [0.002, 0.018, 0.003, 0.017, 0.002, 0.018, 0.003, 0.017];
        LoadEvidence Varying(double spread) => With("report", s => s with { Intervals = [.. seconds.Select(x => new IntervalMean(10, 0.01 + (spread * (x - 0.01)), 3000))] });
        var storm = new Dictionary<string, double>(SyntheticStore.Usual) { ["report"] = 6 };
        var (steady, varying) = (Predict(Varying(0.01), storm), Predict(Varying(1), storm));
        Assert.Null(steady.Caution);
        Assert.Contains("report", varying.Caution ?? varying.Unreliable, StringComparison.Ordinal);
        var longer = LoadPredictor.Predict(LoadLearner.Learn(Varying(1)), new LoadQuestion(storm) { Intervals = 100 });
        Assert.True(longer.CpuDeviation / longer.CpuVCores < varying.CpuDeviation / varying.CpuVCores || varying.Unreliable is not null);
    }

    [Fact]
    public void The_deviation_of_one_execution_is_found_from_the_means_of_intervals() => Gen.Select(Gen.Int[0, 1000], Gen.Double[0.1, 5]).Sample(
        (seed, spread) =>
        {
            var random = new Random(seed);
            IntervalMean[] intervals = [.. Enumerable.Range(0, 400).Select(_ =>
            {
                var n = random.Next(2, 30);
                return new IntervalMean(n, Enumerable.Range(0, n).Average(_ => spread * Math.Sqrt(3) * ((2 * random.NextDouble()) - 1)), 0);
            })];
            Assert.InRange(IntervalMean.Deviation(intervals, i => i.Seconds), 0.85 * spread, 1.15 * spread);
            Assert.Equal(0, IntervalMean.Deviation(intervals, i => i.Pages), 12);
        },
        iter: 20);

    [Fact]
    public void A_new_statement_gets_productions_price_of_work_not_the_small_copys()
    {
        // On the shadow its pages cost next to nothing: they lie in the processor's caches.
        var evidence = With("new", s => s with { ShadowCpuSeconds = 0.0002, Shadow = s.Shadow! with { ExecutorSeconds = 0.00003 }, Work = [.. s.Work.Select(w => w with { CpuSeconds = 0.0002 })] });
        var rates = new Dictionary<string, double>(SyntheticStore.Usual) { ["new"] = 3 };
        var estimate = Predict(evidence, rates);
        Assert.InRange(estimate.CpuVCores / new SyntheticStore(1).Cpu(rates, 1), 0.85, 1.2);
        Assert.True(estimate.CpuDeviation > Predict(evidence, SyntheticStore.Usual).CpuDeviation);
    }

    [Fact]
    public void Noise_of_intervals_left_out_is_what_the_interval_is_made_of()
    {
        double Noise(double noise) => Enumerable.Range(0, 20).Average(seed => LoadLearner.Learn(new SyntheticStore(seed, noise).Evidence()).WindowNoise);
        var (calm, rough) = (Noise(0.02), Noise(0.12));
        Assert.InRange(calm, 0.01, 0.06);
        Assert.InRange(rough, 0.1, 0.24);
    }

    [Fact]
    public void A_doubtful_answer_keeps_its_figures_and_says_why()
    {
        var model = new CapacityModel
        {
            StoreId = "s",
            FittedAt = DateTimeOffset.UnixEpoch,
            RecordedRates = SyntheticStore.Usual,
            Load = LoadLearner.Learn(With("report", s => s with { Plans = [new(1, 0, 0, 0), new(2, 0.6, 0.4, 0.22)] })),
        };
        var back = System.Text.Json.JsonSerializer.Deserialize<CapacityModel>(System.Text.Json.JsonSerializer.Serialize(model))!;
        var doubtful = CapacityModels.Predict(back, SyntheticStore.Usual, 2);
        Assert.Null(doubtful.Unreliable);
        Assert.Contains("another plan", doubtful.Caution, StringComparison.Ordinal);
        Assert.InRange(doubtful.RelativeError, LoadPredictor.FirmShare / 1.96, 0.3);
        Assert.Equal(doubtful.Caution, LoadShift.Of(back, SyntheticStore.Usual, 2).Caution);
        Assert.Null(CapacityModels.Predict(back, SyntheticStore.Usual).Caution);
    }
}
