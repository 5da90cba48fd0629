using System.IO.Compression;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Tests.Planning;

namespace ShadowFunctions.Core.Tests.Forecasting;

/// <summary>How good forecasts have been, as it is kept with the state and told.</summary>
public class SkillTests
{
    private static readonly int[] Asked = [1, 3, 6, 12, 24];

    /// <summary>Values around 20 whose noise is multiplied from step to step.</summary>
    private static double[] Noisy(int steps, Func<int, double> factor)
    {
        var random = new Random(31);
        return [.. Enumerable.Range(0, steps).Select(i => Math.Max(0, 20 - (4 * Math.Cos(2 * Math.PI * i / StepGrid.StepsPerDay)) + (0.3 * factor(i) * Series.Normal(random))))];
    }

    [Fact]
    public void Every_distance_is_scored_as_somebody_who_wrote_the_forecasts_down_would()
    {
        // Two days: nothing is forgotten yet beyond plain averages, so that the outsider's averages must come out.
        var values = Series.Daily(2 * StepGrid.StepsPerDay, 30);
        var forecaster = new SeriesForecaster(ResourceKind.CpuVCores);
        var said = new Dictionary<(int Step, int Ahead), (double Mean, double Persistence, double[] Quantiles)>();
        var quantiles = new double[ForecastLevels.All.Count];
        for (var i = 0; i < values.Length; i++)
        {
            _ = forecaster.Observe(Series.At(i), values[i]);
            foreach (var h in Asked)
            {
                said[(i + h, h)] = (forecaster.Forecast(h, quantiles), values[i], [.. quantiles]);
            }
        }

        var skill = forecaster.Forecast(1, 10).Skill;
        foreach (var h in Asked)
        {
            var told = skill.Single(s => s.MinutesAhead == 5 * h);
            var scored = said.Where(s => s.Key.Ahead == h && s.Key.Step < values.Length).Select(s => (Truth: values[s.Key.Step], s.Value)).ToArray();
            Assert.Equal(scored.Length, told.Count);
            for (var level = 0; level < ForecastLevels.All.Count; level++)
            {
                Assert.Equal(scored.Average(s => s.Truth <= s.Value.Quantiles[level] ? 1.0 : 0), told.Coverage[level], 0.005);
            }
            Assert.Equal(scored.Sum(s => Math.Abs(s.Truth - s.Value.Mean)) / scored.Sum(s => Math.Abs(s.Truth - s.Value.Persistence)), told.ErrorRatio!.Value, 0.002);
        }

        Assert.Equal(ForecastLevels.All, skill[0].Levels);
    }

    [Fact]
    public void A_series_with_a_day_is_forecast_better_than_persistence_the_farther_the_more()
    {
        var skill = Series.Learned(Series.Daily(6 * StepGrid.StepsPerDay, 32)).Forecast(1, 10).Skill;
        Assert.Equal([5, 10, 15, 20, 30, 40, 60, 90, 120, 240, 480, 1440], skill.Select(s => s.MinutesAhead));
        Assert.True(skill.Single(s => s.MinutesAhead == 120).ErrorRatio < 0.8);
        Assert.True(skill.Single(s => s.MinutesAhead == 120).ErrorRatio < skill.Single(s => s.MinutesAhead == 5).ErrorRatio);
        Assert.All(skill.Where(s => s.MinutesAhead <= 120), s => Assert.InRange(s.CoverageAt(0.95)!.Value, 0.91, 0.985));
        var light = Series.Learned(Series.Daily(6 * StepGrid.StepsPerDay, 32), light: true).Forecast(1, 10).Skill;
        Assert.Equal([5, 15, 30, 60, 120, 480], light.Select(s => s.MinutesAhead));
    }

    [Fact]
    public void Skill_is_forgotten_in_days()
    {
        // Six days of a wave without noise, which is foreseen; then a walk that nothing foresees better than persistence.
        var values = Noisy(10 * StepGrid.StepsPerDay, _ => 0.1);
        var random = new Random(33);
        for (var i = 6 * StepGrid.StepsPerDay; i < values.Length; i++)
        {
            values[i] = Math.Max(0, values[i - 1] + (0.5 * Series.Normal(random)));
        }

        double RatioAt(int days) => Series.Learned(values[..(days * StepGrid.StepsPerDay)]).Forecast(1, 10).SkillAt(60)!.ErrorRatio!.Value;
        Assert.True(RatioAt(6) < 0.4, $"{RatioAt(6)}");
        Assert.True(RatioAt(10) > 0.8, $"{RatioAt(10)}");
    }

    [Fact]
    public void Saturated_steps_and_gaps_are_not_scored()
    {
        var values = Series.Daily(4 * StepGrid.StepsPerDay, 34);
        var forecaster = Series.Learned(values);
        var before = forecaster.Forecast(1, 10).Skill;
        for (var i = 0; i < 20; i++)
        {
            _ = forecaster.Observe(Series.At(values.Length + i), 0.1, 0.1, censored: true);
        }

        Assert.Equal(before.Select(s => (s.MinutesAhead, s.Count, s.ErrorRatio)), forecaster.Forecast(1, 10).Skill.Select(s => (s.MinutesAhead, s.Count, s.ErrorRatio)));

        // Two hours without data: of the step after them only what was said before the gap, two hours and more ahead, is scored.
        var after = Series.Learned(values);
        _ = after.Observe(Series.At(values.Length + 23), values[^1]);
        var counts = after.Forecast(1, 10).Skill.Select((s, i) => (s.MinutesAhead, Scored: s.Count - before[i].Count)).Where(s => s.MinutesAhead <= 120);
        Assert.All(counts, c => Assert.Equal(c.MinutesAhead == 120 ? 1 : 0, c.Scored));
    }

    [Fact]
    public void A_change_of_unit_begins_the_skill_anew()
    {
        var values = Series.Daily(4 * StepGrid.StepsPerDay, 35, noise: 0.1);
        var forecaster = Series.Learned(values);
        for (var i = 0; i < 100; i++)
        {
            _ = forecaster.Observe(Series.At(values.Length + i), 100 * values[i]);
        }

        var near = forecaster.Forecast(1, 10).SkillAt(30)!;
        Assert.InRange(near.Count, 24, 100);
        Assert.True(near.ErrorRatio < 3, $"{near.ErrorRatio}");
    }

    [Fact]
    public void A_restart_keeps_it_bit_for_bit_and_a_state_of_the_version_before_is_read_without_it()
    {
        var values = Series.Daily(900, 36);
        var stopped = Series.Learned(values[..700]);
        stopped = SeriesForecaster.Deserialize(stopped.Serialize());
        for (var i = 700; i < values.Length; i++)
        {
            _ = stopped.Observe(Series.At(i), values[i]);
        }

        Assert.Equal(Series.Learned(values).Serialize(), stopped.Serialize());
        Assert.InRange(stopped.Serialize().Length, 1, 64 * 1024);

        var old = SeriesForecaster.Deserialize(Recorded());
        var forecast = old.Forecast(6, 10);
        Assert.Empty(forecast.Skill);
        Assert.Equal(0.7153680575544176, forecast.SkillRatio!.Value, 1e-12);
        Assert.Equal(12.629335915885319, forecast.Values[3][0], 1e-9);
        Assert.Equal(12.313157806287162, forecast.Values[3][5], 1e-9);
        for (var i = 60; i < 120; i++)
        {
            Assert.True(old.Observe(Series.At(i), 6 + (i % 7)));
        }

        Assert.Equal(60 - 6, old.Forecast(1, 10).SkillAt(30)!.Count);
    }

    [Fact]
    public void Noise_that_doubles_once_is_followed_and_noise_that_goes_on_doubling_is_told_with_the_distances()
    {
        const int days = 5 * StepGrid.StepsPerDay;
        var calm = Noisy(days, _ => 1);
        Assert.Empty(Drift(calm));

        // The quantiles widen within the hour: after half a day the noise is twice as large and the coverage as it should be.
        var once = Noisy(days + 144, i => i < days ? 1 : 2);
        Assert.Empty(Drift(once));
        Assert.True(Width(once) > 1.6 * Width(calm), $"{Width(once)} after {Width(calm)}");

        var again = Noisy(days + 288, i => i < days ? 1 : Math.Pow(2, 1 + ((i - days) / 36)) * 0.5);
        Assert.NotEmpty(Drift(again));
        var reason = Assert.Single(Reasons(again), r => r.Code == ReasonCode.CalibrationDrift);
        Assert.Contains("CpuVCores", reason.Detail, StringComparison.Ordinal);
        Assert.Contains("minutes ahead", reason.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Reasons(calm), r => r.Code == ReasonCode.CalibrationDrift);

        static double Width(double[] values)
        {
            var forecast = Series.Learned(values).Forecast(6, 10);
            return forecast.At(0.95, 6) - forecast.At(0.5, 6);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(7.5)]
    public void A_constant_series_has_not_drifted(double value) => Assert.Empty(Drift([.. Enumerable.Repeat(value, 4 * StepGrid.StepsPerDay)]));

    [Fact]
    public void Farther_distances_may_stray_further_because_neighbouring_forecasts_miss_together()
    {
        DemandForecast With(int minutes, double coverage, int count) => Given.Forecast(ResourceKind.CpuVCores, [1]) with
        {
            Skill = [new ForecastSkill { MinutesAhead = minutes, Count = count, Levels = [0.5, 0.95], Coverage = [0.5, coverage] }],
        };
        Assert.Single(Calibration.Drifted(With(5, 0.91, 1000), 120));
        Assert.Empty(Calibration.Drifted(With(5, 0.93, 1000), 120));
        Assert.Empty(Calibration.Drifted(With(120, 0.88, 1000), 120));
        Assert.Single(Calibration.Drifted(With(120, 0.85, 1000), 120));
        Assert.Empty(Calibration.Drifted(With(120, 0.85, 1000), 60));
        Assert.Empty(Calibration.Drifted(With(5, 0.8, 100), 120));
    }

    [Fact]
    public void A_prediction_says_how_good_its_kind_has_been_at_the_lead_time()
    {
        var forecaster = new StoreForecaster();
        var values = Series.Daily(3 * StepGrid.StepsPerDay, 37);
        forecaster.Observe([.. values.SelectMany((v, i) => Enumerable.Range(0, 5).Select(m => new UsageSample(Series.At(i).AddMinutes(m), new ResourceAmounts { CpuVCores = v })))], []);
        var prediction = Predictor.Predict(new PredictorInput
        {
            StoreId = "s",
            CycleId = "c",
            Now = Series.At(values.Length),
            Forecaster = forecaster,
            LeadTimeMinutes = 30,
            HorizonMinutes = 120,
        })!;
        var skill = prediction[ResourceKind.CpuVCores]!.Forecast.SkillAt(30)!;
        var sentence = Assert.Single(prediction.Accuracy);
        Assert.Matches(@"^CpuVCores: at \d+ minutes ahead its error is 0\.\d\d of persistence's, and 9\d(\.\d)? % of the values lay within the 95 % quantile\.$", sentence);
        Assert.True(skill.LossRatio < 1);
    }

    private static byte[] Recorded()
    {
        using var packed = typeof(SkillTests).Assembly.GetManifestResourceStream("series-forecaster-3.bin.gz")!;
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        unpacked.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static IReadOnlyList<ForecastSkill> Drift(double[] values) => Calibration.Drifted(Series.Learned(values).Forecast(24, 10), 120);

    private static IReadOnlyList<Reason> Reasons(double[] values)
    {
        var end = Series.At(values.Length);
        var forecast = Series.Learned(values).Forecast(48, 10);
        var prediction = Given.Prediction(forecast) with { CreatedAt = end, ObservedUntil = end };
        return Planner.Plan(Given.Request(prediction, "S20", now: end, ladder: Given.Ladder(scale: 1000))).Reasons;
    }
}
