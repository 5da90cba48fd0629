using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting;

public class ScenarioTests
{
    private static readonly Scenario Sale = new()
    {
        Name = "sale",
        StartLocal = new DateTime(2026, 3, 2, 1, 0, 0),
        EndLocal = new DateTime(2026, 3, 2, 2, 0, 0),
        Multiplier = 3,
        RelativeUncertainty = 0.2,
    };

    private static DemandForecast Flat(double median, double spread) => new()
    {
        Resource = ResourceKind.CpuVCores,
        Origin = Series.Start,
        StepMinutes = 5,
        Levels = [.. ForecastLevels.All],
        Values = [.. ForecastLevels.All.Select((_, i) => Enumerable.Repeat(median + (i * spread), 36).ToArray())],
        Method = "test",
    };

    [Fact]
    public void Steps_in_the_window_are_multiplied_and_widened_and_others_left_alone()
    {
        var flat = Flat(2, 0.1);
        var result = ScenarioOverlay.Apply(flat, ScenarioEffect.OfMultipliers([Sale]));
        Assert.Equal(flat.At(0.975, 12), result.At(0.975, 12));
        Assert.Equal(6, result.At(0.5, 13), 9);
        Assert.True(result.At(0.975, 13) - 6 > 3 * (flat.At(0.975, 13) - 2));
        Assert.Equal(flat.At(0.975, 25), result.At(0.975, 25));
    }

    [Fact]
    public void Overlapping_events_multiply()
    {
        var result = ScenarioOverlay.Apply(Flat(1, 0), ScenarioEffect.OfMultipliers([Sale, Sale with { Name = "mailing", Multiplier = 2 }]));
        Assert.Equal(6, result.At(0.5, 20), 9);
    }

    [Theory]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T04:00:00", "2026-03-29T01:30:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("2026-10-25T02:30:00", "2026-10-25T02:45:00", "2026-10-25T00:30:00Z", "2026-10-25T01:45:00Z")]
    [InlineData("2026-11-22T08:00:00", "2026-11-22T10:00:00", "2026-11-22T07:00:00Z", "2026-11-22T09:00:00Z")]
    public void Windows_hold_their_local_meaning_across_clock_changes(string start, string end, string expectedStart, string expectedEnd)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var window = Assert.Single(ScenarioWindow.Resolve(
        [
            Sale with { TimeZone = "Europe/Berlin", StartLocal = DateTime.Parse(start, culture), EndLocal = DateTime.Parse(end, culture) },
        ]));
        Assert.Equal(DateTimeOffset.Parse(expectedStart, culture), window.Start);
        Assert.Equal(DateTimeOffset.Parse(expectedEnd, culture), window.End);
    }

    [Fact]
    public void A_zone_nobody_knows_is_left_out_instead_of_stopping_the_cycle() =>
        Assert.Empty(ScenarioWindow.Resolve([Sale with { TimeZone = "Europe/Atlantis" }]));

    [Fact]
    public void An_event_that_was_announced_does_not_count_twice_while_it_runs()
    {
        var forecaster = new StoreForecaster();
        var scenario = Sale with { StartLocal = new DateTime(2026, 3, 3, 0, 0, 0), EndLocal = new DateTime(2026, 3, 3, 6, 0, 0) };
        var minutes = Enumerable.Range(0, 26 * 60).Select(i => new UsageSample(
            Series.Start.AddMinutes(i), new ResourceAmounts { CpuVCores = i >= 24 * 60 ? 6 : 2 })).ToArray();
        forecaster.Observe(minutes, [scenario]);
        var prediction = Predictor.Predict(new PredictorInput
        {
            StoreId = "s",
            CycleId = "c",
            Now = Series.Start.AddHours(26),
            Forecaster = forecaster,
            LeadTimeMinutes = 10,
            HorizonMinutes = 120,
            Scenarios = [scenario],
        })!;
        Assert.InRange(prediction[ResourceKind.CpuVCores]!.Forecast.At(0.5, 4), 5.5, 6.6);
        Assert.Equal(PredictionSource.Scenario, prediction[ResourceKind.CpuVCores]!.Source);
        Assert.Equal(["sale"], prediction.Scenarios);
    }
}
