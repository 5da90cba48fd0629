using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting.Outlooks;

public class OutlookTests
{
    private const int Day = 24 * 60;
    private static readonly SizeLadder Ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");

    /// <summary>Two vCores, six from 08:00 to 18:00 UTC; storage grows by a GiB a day.</summary>
    private static UsageSample[] Minutes(int count, Func<int, UsageSample, UsageSample>? change = null) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var sample = new UsageSample(Series.Start.AddMinutes(i), new ResourceAmounts
            {
                CpuVCores = i % Day is >= 480 and < 1080 ? 6 : 1.5,
                StorageBytes = 1e10 + (1e9 * i / Day),
            });
            return change is null ? sample : change(i, sample);
        }),
    ];

    private static StoreHours Learned(IReadOnlyList<UsageSample> minutes, params Scenario[] scenarios)
    {
        var hours = new StoreHours();
        hours.Observe(minutes, scenarios);
        return hours;
    }

    private static OutlookInput Input(StoreHours hours, params Scenario[] scenarios) => new()
    {
        StoreId = "s",
        Now = Series.Start.AddDays(14),
        Hours = hours,
        Ladder = Ladder,
        Settings = new PreAllocationSettings(),
        CurrentSize = "GP_Gen5_4",
        StorageLimitBytes = 1e10 + 24e9,
        Scenarios = scenarios,
    };

    [Fact]
    public void The_week_follows_the_day_costs_less_than_one_size_and_tells_when_storage_is_full()
    {
        var outlook = Outlook.Of(Input(Learned(Minutes((14 * Day) + 5))))!;
        Assert.Equal(Series.Start.AddDays(14), outlook.Origin);
        Assert.Equal(168, outlook.Hours.Count);
        Assert.All(outlook.Hours, h => Assert.Equal(h.At.Hour is >= 8 and < 18 ? "GP_Gen5_6" : "GP_Gen5_2", h.Size));
        Assert.Equal("GP_Gen5_6", outlook.Week!.StaticSize);
        Assert.Equal((14, 168 * Ladder["GP_Gen5_6"].PricePerHour), (outlook.Week.Changes, outlook.Week.Static), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-6);
        Assert.True(outlook.Day.Planned < 0.7 * outlook.Day.Static);
        Assert.InRange(outlook.StorageFull!.Days!.Value, 9.5, 10.5);
        Assert.Equal((1e10 + 24e9) / (1L << 30) * 0.115 / 730 * 168, outlook.Week.Storage!.Value, 6);
        Assert.Contains("for storage", outlook.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Less_than_a_week_gives_two_days_and_less_than_an_hour_nothing()
    {
        var outlook = Outlook.Of(Input(Learned(Minutes((2 * Day) + 5))))!;
        Assert.Equal(48, outlook.Hours.Count);
        Assert.Null(outlook.Week);
        Assert.Null(Outlook.Of(Input(Learned(Minutes(50)))));
        Assert.Null(Outlook.Of(Input(new StoreHours())));
    }

    [Fact]
    public void An_announced_event_raises_its_hours_alone()
    {
        var at = Series.Start.AddDays(14).AddHours(30).UtcDateTime;
        var local = DateTime.SpecifyKind(at, DateTimeKind.Unspecified);
        var sale = new Scenario { Name = "sale", StartLocal = local, EndLocal = local.AddHours(1), Multiplier = 4 };
        var hours = Learned(Minutes((14 * Day) + 5));
        var (without, with) = (Outlook.Of(Input(hours))!, Outlook.Of(Input(hours, sale))!);
        Assert.Equal(4 * without.MeanCpu.At(0.5, 31), with.MeanCpu.At(0.5, 31), 0.01);
        Assert.Equal(without.MeanCpu.At(0.95, 30), with.MeanCpu.At(0.95, 30));
        Assert.Contains(with.Notes, n => n.Contains("sale", StringComparison.Ordinal));
    }

    [Fact]
    public void Month_ends_and_holidays_come_as_they_were_before_where_the_owner_told_the_zone_and_only_there()
    {
        // To May 29th: month ends bring twice the load, April 9th and May 14th a third.
        var hours = Learned([.. Enumerable.Range(0, 88 * 288).Select(i => Series.Start.AddMinutes(5 * i)).Select(at => new UsageSample(at, new ResourceAmounts
        {
            CpuVCores = (at.Hour is >= 8 and < 18 ? 6 : 1.5) * (at.AddDays(1).Day == 1 ? 2 : (at.Month, at.Day) is (4, 9) or (5, 14) ? 1 / 3.0 : 1),
        }))]);
        var holidays = new PreAllocationSettings { TimeZone = "Etc/UTC", Holidays = [new(2026, 4, 9), new(2026, 5, 14), new(2026, 6, 2)] };

        var dated = Outlook.Of(Input(hours) with { Settings = holidays })!.MeanCpu;
        var plain = Outlook.Of(Input(hours))!.MeanCpu;
        var unknown = Outlook.Of(Input(hours) with { Settings = holidays with { TimeZone = "Europe/Atlantis" } })!.MeanCpu;

        int Noon(int month, int day) => (int)(new DateTimeOffset(2026, month, day, 12, 0, 0, TimeSpan.Zero) - dated.Origin).TotalHours + 1;
        Assert.InRange(dated.At(0.5, Noon(5, 31)), 9, 14);
        Assert.InRange(dated.At(0.5, Noon(6, 2)), 1.5, 3.5);
        Assert.InRange(dated.At(0.5, Noon(6, 3)), 5, 7);
        Assert.InRange(plain.At(0.5, Noon(5, 31)), 5, 7);
        Assert.Equal(plain.Values, unknown.Values);
    }

    [Fact]
    public void Hours_inside_a_past_event_and_hours_hardly_seen_are_gaps_and_saturated_ones_lower_bounds()
    {
        var local = DateTime.SpecifyKind(Series.Start.AddDays(9).AddHours(3).UtcDateTime, DateTimeKind.Unspecified);
        var sale = new Scenario { Name = "sale", StartLocal = local, EndLocal = local.AddHours(1), Multiplier = 4 };
        var minutes = Minutes((10 * Day) + 5, (i, s) => (i / 60) switch
        {
            (9 * 24) + 3 => s with { Amounts = s.Amounts with { CpuVCores = 20 } },
            (9 * 24) + 5 => s with { Amounts = i % 60 < 20 ? s.Amounts : ResourceAmounts.Unknown },
            (9 * 24) + 10 => s with { Amounts = s.Amounts with { CpuVCores = 2 }, Saturated = true },
            _ => s,
        });
        var hours = Learned(minutes, sale).Highest(ResourceKind.CpuVCores);
        Assert.Equal(240, hours.Length);
        Assert.Equal((double.NaN, double.NaN, 6.0), (hours[^21], hours[^19], hours[^14]));
        Assert.Equal(1.5, hours[^20]);
    }

    [Fact]
    public void Overlapping_reads_and_a_restart_change_nothing_and_the_state_stays_small()
    {
        var minutes = Minutes(3000);
        var whole = Learned(minutes);
        var parts = new StoreHours();
        for (var i = 0; i < minutes.Length; i += 70)
        {
            parts.Observe(minutes[Math.Max(0, i - 10)..Math.Min(minutes.Length, i + 70)], []);
            parts = StoreHours.Deserialize(parts.Serialize());
        }

        Assert.Equal(whole.Serialize(), parts.Serialize());
        Assert.InRange(whole.Serialize().Length, 1, 96 * 1024);
        Assert.Throws<InvalidDataException>(() => StoreHours.Deserialize(whole.Serialize()[..100]));
    }

    [Fact]
    public void Twelve_weeks_are_kept_and_no_more()
    {
        var hours = Learned([.. Enumerable.Range(0, 15 * 7 * 24 * 12).Select(i => new UsageSample(
            Series.Start.AddMinutes(5 * i), new ResourceAmounts { CpuVCores = i < 12 * 24 * 7 ? 50 : 1 }))]);
        Assert.Equal(StoreHours.KeptHours, hours.Highest(ResourceKind.CpuVCores).Length);
        Assert.DoesNotContain(50.0, hours.Highest(ResourceKind.CpuVCores));
    }

    [Fact]
    public void Every_store_has_one_turn_an_hour_and_a_fleet_spreads()
    {
        var at = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
        var minutes = Enumerable.Range(0, 600).Select(s =>
        {
            var turns = Enumerable.Range(1, 60).Where(m => OutlookTurn.HasCome($"store-{s}", at.AddMinutes(m - 1), at.AddMinutes(m))).ToArray();
            return Assert.Single(turns);
        }).ToArray();
        Assert.All(minutes.GroupBy(m => m % 60 / 5), g => Assert.InRange(g.Count(), 20, 90));
    }
}
