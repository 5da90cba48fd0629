using CsCheck;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting;

public class ScenarioLearningTests
{
    private static readonly Scenario Sale = new()
    {
        Name = "sale",
        StartLocal = new DateTime(2026, 3, 30, 12, 0, 0),
        EndLocal = new DateTime(2026, 3, 30, 13, 0, 0),
        TimeZone = "Europe/Berlin",
        Multiplier = 3,
        RelativeUncertainty = 0.2,
    };

    private static DateTimeOffset Start => Window.Start;

    private static ScenarioWindow Window => ScenarioWindow.Resolve([Sale])[0];

    [Fact]
    public void Where_nothing_was_measured_the_announcement_stands()
    {
        Assert.Same(Sale, ScenarioLearning.Expected(Sale, null, Start));
        Assert.Same(Sale, ScenarioLearning.Expected(Sale, new ScenarioRecord("sale", []) { LookedAt = Start }, Start));
        Assert.Same(Sale, ScenarioLearning.Expected(Sale, Record(Outcome(0, 0.4)), Start)); // Its own outcome comes too late for it.
    }

    [Fact]
    public void Events_that_brought_half_of_what_was_announced_halve_the_next_one_and_make_it_surer()
    {
        var once = ScenarioLearning.Expected(Sale, Record(Outcome(7, 0.5)), Start);
        var often = ScenarioLearning.Expected(Sale, Record([.. Enumerable.Range(1, 8).Select(k => Outcome(7 * k, 0.5))]), Start);

        Assert.InRange(once.Multiplier!.Value, 2.0, 2.5);
        Assert.InRange(often.Multiplier!.Value, 2.0, 2.1);
        Assert.True(often.Multiplier < once.Multiplier);
        Assert.True(often.RelativeUncertainty * often.Multiplier < once.RelativeUncertainty * once.Multiplier);
        Assert.True(once.RelativeUncertainty * once.Multiplier < Sale.RelativeUncertainty * Sale.Multiplier);
        Assert.Contains("50%", ScenarioLearning.Note(Sale, often, Record(Outcome(7, 0.5)), Start)!.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_are_scaled_as_a_multiplier_is()
    {
        var announced = Sale with { Multiplier = null, Rates = new Dictionary<string, double> { ["a"] = 100, ["b"] = 10 } };
        var expected = ScenarioLearning.Expected(announced, Record([.. Enumerable.Range(1, 8).Select(k => Outcome(7 * k, 1.5))]), Start);
        Assert.InRange(expected.Rates!["a"], 145, 150);
        Assert.Equal(10, expected.Rates["a"] / expected.Rates["b"], 9);
    }

    [Fact]
    public void The_expectation_lies_between_what_was_announced_and_what_was_measured() =>
        Gen.Select(Gen.Double[0.1, 10], Gen.Double[0, 4], Gen.Double[0.01, 2], Gen.Double[0, 2], Gen.Int[1, 12]).Sample((multiplier, share, deviation, doubt, count) =>
        {
            var announced = Sale with { Multiplier = multiplier, RelativeUncertainty = doubt };
            var past = Record([.. Enumerable.Range(1, count).Select(k => Outcome(7 * k, share) with { Deviation = deviation })]);
            var expected = ScenarioLearning.Expected(announced, past, Start);
            var measured = Math.Max(0.01, 1 + (share * (multiplier - 1)));
            var (low, high) = (Math.Min(multiplier, measured), Math.Max(multiplier, measured));
            return expected.Multiplier >= low - 1e-9 && expected.Multiplier <= high + 1e-9 && expected.RelativeUncertainty is >= 0 and <= 2;
        });

    [Fact]
    public void An_event_is_measured_against_the_same_hours_of_other_weeks_whatever_the_load_has_grown_to()
    {
        var usual = new[] { 2.0, 2.1, 1.9 }.Select(w => new ReferenceLoad(4, 4 * w, 0)).ToArray();
        var outcome = ScenarioMeasurement.Of(Effect(3), new ReferenceLoad(8, 8 * 2 * 2, 0), usual, [])!;
        Assert.Equal(2, outcome.Measured, 9);
        Assert.Equal(3, outcome.Expected, 9);
        Assert.Equal(0.5, outcome.Share, 9);
        Assert.InRange(outcome.Deviation, 0.04, 0.12);
    }

    [Fact]
    public void What_cannot_be_told_is_not_told()
    {
        ReferenceLoad[] usual = [new(4, 8, 0), new(4, 8, 0)];
        Assert.Null(ScenarioMeasurement.Of(Effect(3), new ReferenceLoad(4, 16, 0), usual[..1], []));
        Assert.Null(ScenarioMeasurement.Of(Effect(1.01), new ReferenceLoad(4, 16, 0), usual, []));
        Assert.Null(ScenarioMeasurement.Of(Effect(3), new ReferenceLoad(4, 16, 0.2), usual, [])); // Saturated below what was announced.
        Assert.Equal(1.5, ScenarioMeasurement.Of(Effect(3), new ReferenceLoad(4, 32, 0.2), usual, [])!.Share, 9);
        Assert.Equal(0.5, ScenarioMeasurement.Of(Effect(3), new ReferenceLoad(4, 16, 0), [], usual)!.Share, 9); // Too few weeks: days.
    }

    [Fact]
    public void References_are_the_same_local_hours_through_a_change_of_the_clock_and_spare_other_events()
    {
        // Berlin's clocks went ahead on 29 March: noon was 11:00 UTC until then, 10:00 since.
        var (weeks, days) = ScenarioReference.Before(Window, [(Start, Window.End), (Start.AddDays(-14), Start.AddDays(-14).AddHours(2))]);
        Assert.Equal(new DateTimeOffset(2026, 3, 30, 10, 0, 0, TimeSpan.Zero), Start);
        Assert.Equal([7, 21, 28], weeks.Select(w => (int)Math.Round((Start - w.Start).TotalDays)));
        Assert.All(weeks, w => Assert.Equal(11, w.Start.UtcDateTime.Hour));
        Assert.Equal(6, days.Count);
        Assert.Equal(10, days[0].Start.UtcDateTime.Hour);
        Assert.Empty(ScenarioReference.Before(Window with { End = Start.AddDays(3) }, []).Days);
    }

    private static ScenarioEffect Effect(double multiplier) => new(Window, multiplier, 0.2);

    private static ScenarioRecord Record(params ScenarioOutcome[] past) => past.Aggregate(new ScenarioRecord("sale", []), (r, p) => r.With(p));

    private static ScenarioOutcome Outcome(int daysBefore, double share) => new()
    {
        Start = Start.AddDays(-daysBefore),
        End = Start.AddDays(-daysBefore).AddHours(1),
        Expected = 3,
        Measured = 1 + (share * 2),
        Share = share,
        Deviation = 0.05,
    };
}
