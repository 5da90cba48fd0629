using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Tests.Simulation;

public class RecordedTraceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_highest_minute_is_the_peak_and_the_others_keep_their_proportion()
    {
        var trace = RecordedTrace.FromPoints([new(Start, 5), new(Start.AddMinutes(1), 20)], 24);

        Assert.Equal(6, trace.DemandVCores(Start), 9);
        Assert.Equal(24, trace.DemandVCores(Start.AddMinutes(1)), 9);
    }

    [Fact]
    public void Points_of_one_minute_are_averaged()
    {
        var trace = RecordedTrace.FromPoints([new(Start, 10), new(Start.AddSeconds(20), 20), new(Start.AddSeconds(40), 30), new(Start.AddMinutes(1), 40)], 40);

        Assert.Equal(20, trace.DemandVCores(Start), 9);
    }

    [Fact]
    public void A_gap_holds_the_last_value_for_half_an_hour_then_runs_straight_to_the_next()
    {
        var trace = RecordedTrace.FromPoints([new(Start, 10), new(Start.AddMinutes(60), 40)], 40);

        Assert.Equal(10, trace.DemandVCores(Start.AddMinutes(30)), 9);
        Assert.Equal(25, trace.DemandVCores(Start.AddMinutes(45)), 9);
        Assert.Equal(40, trace.DemandVCores(Start.AddMinutes(60)), 9);
    }

    [Theory]
    [InlineData(10 * 1440, 7 * 1440)]
    [InlineData((3 * 1440) + 100, 3 * 1440)]
    [InlineData(100, 100)]
    public void Outside_its_span_it_repeats_by_whole_weeks_days_or_its_length(int minutes, int period)
    {
        var points = Enumerable.Range(0, minutes).Select(i => new DemandPoint(Start.AddMinutes(i), i + 1.0)).ToList();
        var trace = RecordedTrace.FromPoints(points, minutes);

        for (var i = minutes; i < minutes + period; i += 17)
        {
            Assert.Equal(trace.DemandVCores(Start.AddMinutes(i - period)), trace.DemandVCores(Start.AddMinutes(i)), 9);
        }

        Assert.Equal(trace.DemandVCores(Start.AddMinutes(period - 1)), trace.DemandVCores(Start.AddMinutes(-1)), 9);
        Assert.Equal(trace.DemandVCores(Start), trace.DemandVCores(Start.AddMinutes(-5 * period)), 9);
    }

    [Fact]
    public void It_can_be_moved_in_time()
    {
        var trace = RecordedTrace.FromPoints([new(Start, 5), new(Start.AddMinutes(1), 20)], 20).ShiftedBy(TimeSpan.FromDays(7));

        Assert.Equal(Start.AddDays(7), trace.Start);
        Assert.Equal(5, trace.DemandVCores(Start.AddDays(7)), 9);
    }

    [Fact]
    public void A_series_without_a_value_above_zero_is_refused() =>
        Assert.Contains("above zero", Assert.Throws<ArgumentException>(() => RecordedTrace.FromPoints([new(Start, 0)], 24)).Message, StringComparison.Ordinal);

    [Fact]
    public void Points_out_of_order_are_refused() =>
        Assert.Contains("sort", Assert.Throws<ArgumentException>(() => RecordedTrace.FromPoints([new(Start, 1), new(Start.AddHours(-1), 1)], 24)).Message, StringComparison.Ordinal);
}
