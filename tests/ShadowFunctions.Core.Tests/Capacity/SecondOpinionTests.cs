using CsCheck;
using ShadowFunctions.Core.Capacity.Load;

namespace ShadowFunctions.Core.Tests.Capacity;

/// <summary>What production's own intervals teach beside the shadow, and what the shadow's ratio is worth beside production.</summary>
public sealed class SecondOpinionTests
{
    private static LoadWindow Interval(SyntheticStore store, double level, double cpuFactor = 1)
    {
        var rates = SyntheticStore.Times(level);
        return new LoadWindow(5, rates.ToDictionary(r => r.Key, r => 5 * r.Value), 5 * store.Cpu(rates, 1) * cpuFactor);
    }

    private static LoadEvidence Watched(SyntheticStore store, double least, double most) => store.Evidence() with
    {
        Production = [.. Enumerable.Range(0, 15).Select(i => Interval(store, least + ((most - least) * i / 14)))],
    };

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.8)]
    public void A_day_with_a_night_teaches_productions_own_load_curve(double share)
    {
        var store = new SyntheticStore(1, 0.01, proportional: share);
        var wide = LoadLearner.Learn(Watched(store, 0.3, 1.3));
        Assert.InRange(wide.Curve.Proportional, share - 0.2, share + 0.2);
        var night = LoadPredictor.Predict(wide, new LoadQuestion(SyntheticStore.Times(0.2)));
        Assert.InRange(night.CpuVCores / store.Cpu(SyntheticStore.Times(0.2), 1), 0.85, 1.15);
    }

    [Fact]
    public void Where_production_always_does_the_same_the_curve_is_the_shadows_and_said_to_be_less_sure()
    {
        var store = new SyntheticStore(1, 0.01, proportional: 0.8);
        var (narrow, wide) = (LoadLearner.Learn(Watched(store, 0.97, 1.03)).Curve, LoadLearner.Learn(Watched(store, 0.3, 1.3)).Curve);
        Assert.InRange(narrow.Proportional, 0.2, 0.6);
        Assert.True(narrow.ProportionalDeviation > 1.5 * wide.ProportionalDeviation);
        Assert.Equal(0, narrow.Deviation(narrow.UsualVCores), 1e-12);
        Assert.True(narrow.Deviation(4 * narrow.UsualVCores) > narrow.Deviation(2 * narrow.UsualVCores));
    }

    [Fact]
    public void The_seconds_of_a_statement_with_good_and_bad_luck_are_taken_out_of_the_interval()
    {
        var random = new Random(3);
        LoadWindow Lucky(bool told)
        {
            var (window, luck) = (Interval(new SyntheticStore(1), 0.5 + random.NextDouble()), (2 * random.NextDouble()) - 1);
            var report = window.Executions["report"] * 0.006;
            return window with
            {
                CpuSeconds = window.CpuSeconds + (luck * report),
                ExecutorSeconds = told
                    ? new Dictionary<string, double>
                    {
                        ["point"] = window.Executions["point"] * 0.0001,
                        ["write"] = window.Executions["write"] * 0.0003,
                        ["report"] = report * (1 + (luck / 0.8)),
                    }
                    : new Dictionary<string, double>(),
            };
        }

        LoadModel Learned(bool told)
        {
            random = new Random(3);
            return LoadLearner.Learn(new SyntheticStore(1).Evidence() with { Production = [.. Enumerable.Range(0, 15).Select(_ => Lucky(told))] });
        }

        var (told, untold) = (Learned(true), Learned(false));
        Assert.True(told.WindowNoise < 0.6 * untold.WindowNoise, $"{told.WindowNoise} and {untold.WindowNoise}");
    }

    [Fact]
    public void What_all_statements_share_in_an_interval_is_not_luck() => Gen.Select(Gen.Double[0.3, 3].Array[3, 12], Gen.Double[0.1, 5]).Sample((paces, cpu) =>
    {
        LoadWindow[] windows = [.. paces.Select(p => new LoadWindow(5, new Dictionary<string, double> { ["a"] = 10, ["b"] = 20, ["c"] = 1 }, cpu)
        {
            ExecutorSeconds = new Dictionary<string, double> { ["a"] = 0.1 * p, ["b"] = 0.3 * p, ["c"] = 0.7 * p },
        })];
        Assert.All(StatementLuck.Remove(windows, 0.8), w => Assert.Equal(cpu, w.CpuSeconds, 1e-9 * cpu));
        Assert.All(StatementLuck.Remove([.. windows.Select(w => w with { ExecutorSeconds = new Dictionary<string, double>() })], 0.8), w => Assert.Equal(cpu, w.CpuSeconds));
    });

    [Fact]
    public void The_ratio_moves_an_answer_towards_what_the_shadow_says_but_not_beyond_its_reach()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var model = LoadLearner.Learn(new SyntheticStore(seed).Evidence());
            var ratio = Assert.IsType<ShadowRatio>(model.Ratio);
            Assert.InRange(ratio.Weight, 0.001, 0.999);
            Assert.True(ratio.Deviation > 0);
            foreach (var rates in (Dictionary<string, double>[])[SyntheticStore.Times(3), new(SyntheticStore.Usual) { ["report"] = 6 }])
            {
                double Cpu(LoadModel m) => LoadPredictor.Predict(m, new LoadQuestion(rates)).CpuVCores;
                var (with, without) = (Cpu(model), Cpu(model with { Ratio = null }));
                var shadow = CpuForecast.Scaled(model, ratio, new LoadWindow(1, rates, 0));
                var pulled = Math.Log(with / without);
                Assert.InRange(pulled * Math.Sign(Math.Log(shadow / without)), 0, (ratio.Weight * ratio.Reach) + 1e-12);
                Assert.InRange(with, Math.Min(shadow, without) * (1 - 1e-12), Math.Max(shadow, without) * (1 + 1e-12));
            }
        }
    }

    [Fact]
    public void At_the_usual_load_ratio_and_model_agree_and_without_production_there_is_none()
    {
        var evidence = new SyntheticStore(1).Evidence();
        var model = LoadLearner.Learn(evidence);
        var usual = new LoadQuestion(model.UsualRates);
        Assert.Equal(LoadPredictor.Predict(model with { Ratio = null }, usual).CpuVCores, LoadPredictor.Predict(model, usual).CpuVCores, 1e-9);
        Assert.Null(LoadLearner.Learn(evidence with { Production = [] }).Ratio);
    }

    [Fact]
    public void The_share_of_the_executors_clock_that_is_CPU_is_learned_from_intervals_and_else_stays_doubtful() => Gen.Select(Gen.Double[0.6, 1.1], Gen.Int[0, 1000]).Sample(
        (share, seed) =>
        {
            var random = new Random(seed);
            LoadWindow Window()
            {
                var (calls, each) = (1000 * (0.3 + random.NextDouble()), 0.0002 * (0.5 + random.NextDouble()));
                var cpu = (share * calls * each) + (0.0001 * Math.Sqrt(800 * calls));
                return new LoadWindow(5, new Dictionary<string, double> { ["a"] = 5 * calls }, 5 * cpu) { ExecutorSeconds = new Dictionary<string, double> { ["a"] = 5 * calls * each } };
            }

            var learned = ExecutorClock.Learn([.. Enumerable.Range(0, 12).Select(_ => Window())]);
            Assert.InRange(learned.Share, share - 0.06, share + 0.06);
            var unknown = ExecutorClock.Learn([Window() with { ExecutorSeconds = new Dictionary<string, double>() }]);
            Assert.True(unknown.Deviation > 3 * learned.Deviation && unknown.Share is > 0.5 and < 1);
        },
        iter: 50);

    [Fact]
    public void Misses_that_differ_from_interval_to_interval_are_doubted_where_the_statement_runs_often()
    {
        double[] misses = [30, 500, 100, 400, 50, 450];
        var evidence = new SyntheticStore(1).Evidence();
        IntervalMean[] Intervals(double spread) => [.. misses.Select(m => new IntervalMean(10, 0.01, 3000, 255 + (spread * (m - 255))))];
        LoadEvidence With(double spread) => evidence with
        {
            Statements = [.. evidence.Statements.Select(s => s.TemplateId == "report" ? s with { Intervals = Intervals(spread) } : s)],
        };
        LoadEstimate Estimate(double spread) => LoadPredictor.Predict(LoadLearner.Learn(With(spread)), new LoadQuestion(new Dictionary<string, double>(SyntheticStore.Usual) { ["report"] = 6 }));
        Assert.Null(Estimate(0.01).MissesCaution);
        Assert.Contains("report", Estimate(1).MissesCaution, StringComparison.Ordinal);
        Assert.Equal(200, IntervalMean.Between([new(3, 0, 0, 100), new(3, 0, 0, 500)], i => i.Misses), 1e-9);
        Assert.Equal(0, IntervalMean.Between([new(3, 0, 0, 100)], i => i.Misses));
    }
}
