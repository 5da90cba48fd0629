using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Tests.Planning;
using ShadowFunctions.Core.Triggers;

namespace ShadowFunctions.Core.Tests.Triggers;

public class TriggerTunerTests
{
    private static UsageSample[] Day(Func<int, double> cpu) =>
    [
        .. Enumerable.Range(0, 1440).Select(i => new UsageSample(Given.Now.AddMinutes(i - 1440), new ResourceAmounts { CpuVCores = cpu(i) })),
    ];

    private static TriggerInput Input(Func<int, double> cpu, bool abstained = false) => new()
    {
        Size = Given.Ladder()["S10"],
        Prediction = Given.Prediction(Given.Forecast(ResourceKind.CpuVCores, [3], abstained: abstained)),
        RecentSamples = Day(cpu),
        Settings = new TriggerAdjustmentSettings(),
        LeadTimeMinutes = 10,
        Now = Given.Now,
    };

    [Fact]
    public void Calm_use_leaves_the_threshold_high_and_steep_use_lowers_it()
    {
        var calm = TriggerTuner.Tune(Input(_ => 3)).Settings.CpuPercent;
        var steep = TriggerTuner.Tune(Input(i => 3 + (i / 60 % 2 == 0 ? i % 60 * 0.06 : (59 - (i % 60)) * 0.06), abstained: true)).Settings.CpuPercent;
        Assert.Equal(95, calm);
        Assert.InRange(steep, 90, 94.9);
        var sawtooth = TriggerTuner.Tune(Input(i => 1 + (i % 30 * 0.25), abstained: true)).Settings.CpuPercent;
        Assert.InRange(sawtooth, 70, 80);
    }

    [Fact]
    public void Use_that_is_often_high_does_not_raise_alarms_while_forecasts_act_before()
    {
        var tuning = TriggerTuner.Tune(Input(i => 1 + (i % 30 * 0.25)));
        var windows = Day(i => 1 + (i % 30 * 0.25)).Chunk(5).Select(w => 10 * w.Average(s => s.Amounts.CpuVCores!.Value)).ToArray();
        Assert.True(windows.Count(w => w > tuning.Settings.CpuPercent) <= 0.005 * windows.Length);
        Assert.True(tuning.Changed);
    }

    [Fact]
    public void A_small_move_is_not_written()
    {
        var first = TriggerTuner.Tune(Input(i => 1 + (i % 30 * 0.25)));
        var again = TriggerTuner.Tune(Input(i => 1 + (i % 30 * 0.252)) with { Previous = first.Settings });
        Assert.False(again.Changed);
        Assert.Equal(first.Settings, again.Settings);
        Assert.Equal([ReasonCode.TriggerFits], again.Reasons.Select(r => r.Code));
        Assert.False(TriggerTuner.Tune(Input(_ => 3) with { Previous = first.Settings, Settings = new() { Enabled = false } }).Changed);
    }

    [Fact]
    public void Thresholds_stay_within_their_bounds_for_any_use() =>
        Gen.Select(Gen.OneOf(Gen.Double[0, 100], Gen.Double).Array[1, 200], Gen.Double[1, 200], Gen.Bool).Sample((values, lead, abstained) =>
        {
            var settings = TriggerTuner.Tune(Input(i => values[i % values.Length], abstained) with { LeadTimeMinutes = lead }).Settings;
            Assert.InRange(settings.CpuPercent, 50, 95);
            Assert.InRange(settings.WorkersPercent, 50, 95);
            Assert.InRange(settings.DataIoPercent, 50, 95);
        });

    private static readonly PoolAdvice Advice = new()
    {
        ForSize = "S10",
        ComputedAt = Given.Now,
        Limits = new PoolLimits(0.25, 4),
        Gain = new Reason(ReasonCode.TriggerMoved, "less starved"),
    };

    private static TriggerInput Pool(TriggerSettings? previous) => Input(_ => 3) with { Previous = previous, Pool = new PoolLimits(0, 10), PoolAdvice = Advice };

    private static TriggerSettings Written => TriggerTuner.Tune(Input(_ => 3)).Settings with { ComputedAt = Given.Now.AddHours(-1) };

    [Fact]
    public void What_a_look_at_a_pools_databases_gains_is_written_once_with_what_was_before()
    {
        var tuning = TriggerTuner.Tune(Pool(Written));

        Assert.True(tuning.Changed);
        Assert.Equal((0.25, 4), (tuning.Settings.PoolPerDatabaseMinVCores, tuning.Settings.PoolPerDatabaseMaxVCores));
        // The whole pool stays the whole pool, whatever size it has when it is put back.
        Assert.Equal(new PoolLimitsBefore(0, null), tuning.Settings.PoolBefore);
        Assert.Equal([Advice.Gain!], tuning.Settings.Reasons);
        Assert.False(TriggerTuner.Tune(Pool(tuning.Settings) with { Pool = new PoolLimits(0, 6) }).Changed);
    }

    [Fact]
    public void Limits_that_a_resize_or_their_owner_made_since_are_not_taken_back_by_a_move_of_alerts()
    {
        var ours = TriggerTuner.Tune(Pool(Written)).Settings with { CpuPercent = 50 };
        var input = Pool(ours) with { RecentSamples = Day(i => 1 + (i % 30 * 0.25)), Pool = new PoolLimits(0, 2) };

        var tuning = TriggerTuner.Tune(input);

        Assert.True(tuning.Changed);
        Assert.Equal((0, 2), (tuning.Settings.PoolPerDatabaseMinVCores, tuning.Settings.PoolPerDatabaseMaxVCores));
        Assert.Equal(new PoolLimitsBefore(0, null), tuning.Settings.PoolBefore);
    }

    [Fact]
    public void Without_a_gain_for_this_size_or_on_limits_that_stand_already_a_pool_is_left_alone()
    {
        Assert.False(TriggerTuner.Tune(Pool(Written) with { PoolAdvice = Advice with { Gain = null } }).Changed);
        Assert.False(TriggerTuner.Tune(Pool(Written) with { PoolAdvice = Advice with { ForSize = "S20" } }).Changed);
        Assert.False(TriggerTuner.Tune(Pool(Written) with { Pool = Advice.Limits }).Changed);
        Assert.Null(TriggerTuner.Tune(Pool(null) with { PoolAdvice = null }).Settings.PoolPerDatabaseMaxVCores);
    }

    [Fact]
    public void A_move_that_would_have_gained_nothing_is_not_made()
    {
        var loose = new TriggerSettings { ForSize = "S10", ComputedAt = Given.Now, CpuPercent = 60, DataIoPercent = 85, LogWritePercent = 85, WorkersPercent = 80 };

        var tuning = TriggerTuner.Tune(Input(_ => 3) with { Previous = loose });

        Assert.False(tuning.Changed);
        Assert.Same(loose, tuning.Settings);
    }

    [Fact]
    public void A_threshold_that_rings_for_nothing_all_day_is_moved_and_the_gain_is_told()
    {
        var nervous = new TriggerSettings { ForSize = "S10", ComputedAt = Given.Now, CpuPercent = 50, DataIoPercent = 85, LogWritePercent = 85, WorkersPercent = 80 };

        var tuning = TriggerTuner.Tune(Input(i => 1 + (i % 30 * 0.25)) with { Previous = nervous });

        Assert.True(tuning.Changed);
        Assert.True(tuning.Settings.CpuPercent > 70);
        Assert.Contains(tuning.Reasons, r => r.Detail.Contains("0 false alarms instead of 48", StringComparison.Ordinal));
        Assert.Equal(tuning.Reasons, tuning.Settings.Reasons);
    }

    [Fact]
    public void A_threshold_is_lowered_when_that_would_have_warned_in_time()
    {
        // Every four hours the load climbs over the size within half an hour; nothing is forecast.
        static double Climb(int i) => i % 240 < 40 ? 4 + (i % 240 * 0.2) : 4;
        var late = new TriggerSettings { ForSize = "S10", ComputedAt = Given.Now, CpuPercent = 95, DataIoPercent = 85, LogWritePercent = 85, WorkersPercent = 80 };
        var input = Input(Climb, abstained: true) with { Previous = late };

        var tuning = TriggerTuner.Tune(input);

        var before = TriggerReplay.Score(input.RecentSamples, input.Size, late, 10);
        var after = TriggerReplay.Score(input.RecentSamples, input.Size, tuning.Settings, 10);
        Assert.True(tuning.Changed);
        Assert.True(after.UnwarnedMinutes < before.UnwarnedMinutes, $"{after} {before}");
    }
}
