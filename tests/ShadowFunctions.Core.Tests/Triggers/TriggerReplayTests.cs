using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Tests.Planning;
using ShadowFunctions.Core.Triggers;

namespace ShadowFunctions.Core.Tests.Triggers;

public class TriggerReplayTests
{
    private static readonly ComputeSize Size = Given.Ladder()["S10"];

    private static UsageSample[] Minutes(params double[] cpu) =>
        [.. cpu.Select((v, i) => new UsageSample(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero).AddMinutes(i), new ResourceAmounts { CpuVCores = v }))];

    private static TriggerSettings At(double percent) => new() { ForSize = "S10", ComputedAt = Given.Now, CpuPercent = percent };

    [Fact]
    public void An_alarm_rings_once_until_it_is_quiet_again()
    {
        var samples = Minutes([.. Enumerable.Repeat(9.0, 15), .. Enumerable.Repeat(1.0, 10), .. Enumerable.Repeat(9.0, 5)]);

        Assert.Equal(new TriggerScore(2, 2, 0, 0, 6), TriggerReplay.Score(samples, Size, At(80), 10));
    }

    [Fact]
    public void A_short_minute_is_warned_of_when_an_alarm_came_a_lead_time_before()
    {
        // 5 minutes high (alarm at minute 5), 20 minutes later one short minute.
        var samples = Minutes([.. Enumerable.Repeat(9.0, 5), .. Enumerable.Repeat(1.0, 20), 10.0, .. Enumerable.Repeat(1.0, 4)]);

        Assert.Equal(0, TriggerReplay.Score(samples, Size, At(80), 10).UnwarnedMinutes);
        Assert.Equal(0, TriggerReplay.Score(samples, Size, At(80), 10).FalseAlarms);
        Assert.Equal(1, TriggerReplay.Score(samples, Size, At(80), 30).UnwarnedMinutes);
        Assert.Equal(1, TriggerReplay.Score(samples, Size, At(95), 10).UnwarnedMinutes);
    }

    [Fact]
    public void No_count_is_larger_than_what_it_is_a_part_of() =>
        Gen.Select(Gen.Double[0, 12].Array[1, 300], Gen.Double[1, 100], Gen.Int[1, 60]).Sample((cpu, percent, lead) =>
        {
            var score = TriggerReplay.Score(Minutes(cpu), Size, At(percent), lead);
            Assert.InRange(score.UnwarnedMinutes, 0, score.ShortMinutes);
            Assert.InRange(score.FalseAlarms, 0, score.Alarms);
            Assert.InRange(score.Alarms, 0, score.Windows);
            Assert.Equal(cpu.Count(v => v >= 10), score.ShortMinutes);
        });

    [Fact]
    public void Serverless_bounds_follow_what_the_past_would_have_cost()
    {
        var size = SizeCatalog.Embedded.FindSize("GP_S_Gen5_4")!;
        var nights = Minutes([.. Enumerable.Range(0, 2880).Select(i => i % 1440 < 600 ? 0.0 : 1.2)]);
        var inForce = new ServerlessBounds(4, 960);

        var (bounds, reason) = ServerlessTuner.Tune(inForce, nights, size, 0.05);

        Assert.Equal(60, bounds.PauseDelayMinutes);
        Assert.True(bounds.MinVCores < 4);
        Assert.NotNull(reason);
        Assert.Equal((bounds, null), ServerlessTuner.Tune(bounds, nights, size, 0.05));
    }

    [Fact]
    public void The_minutes_of_a_day_without_those_that_have_not_settled_are_a_day()
    {
        var size = SizeCatalog.Embedded.FindSize("GP_S_Gen5_4")!;

        Assert.NotNull(ServerlessTuner.Tune(new ServerlessBounds(4, -1), Minutes([.. Enumerable.Repeat(0.5, 1437)]), size, 0.05).Reason);
    }

    [Fact]
    public void A_serverless_store_that_never_pauses_is_left_awake()
    {
        var size = SizeCatalog.Embedded.FindSize("GP_S_Gen5_4")!;
        var idle = Minutes([.. Enumerable.Repeat(0.0, 3000)]);

        Assert.Equal(-1, ServerlessTuner.Tune(new ServerlessBounds(2, -1), idle, size, 1).Bounds.PauseDelayMinutes);
    }

    [Fact]
    public void Less_than_a_day_changes_no_bounds()
    {
        var size = SizeCatalog.Embedded.FindSize("GP_S_Gen5_4")!;
        var inForce = new ServerlessBounds(4, 960);

        Assert.Equal((inForce, null), ServerlessTuner.Tune(inForce, Minutes([.. Enumerable.Repeat(0.0, 600)]), size, 1));
    }
}
