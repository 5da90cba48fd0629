using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting.Outlooks;

/// <summary>How good hourly outlooks have been, per day ahead, in the loop's order: what was said last is kept, minutes are learned, a new view is made.</summary>
public class OutlookSkillTests
{
    private const int Day = 24 * 60;

    /// <summary>A working week: five days between 2 and 8 vCores, two at 2.</summary>
    private static UsageSample Minute(int i) => new(
        Series.Start.AddMinutes(i), new ResourceAmounts { CpuVCores = i % (7 * Day) < 5 * Day && i % Day is >= 480 and < 1080 ? 8 : 2, Workers = 5 });

    private static StoreOutlook? View(StoreHours hours) => Outlook.Of(new OutlookInput
    {
        StoreId = "s",
        Now = hours.ObservedUntil ?? Series.Start,
        Hours = hours,
        Ladder = SizeCatalog.Embedded.Ladder("GP_Gen5"),
        Settings = new PreAllocationSettings(),
        CurrentSize = "GP_Gen5_8",
    });

    /// <summary>Lives from one day to another, with a view every so many hours.</summary>
    private static StoreOutlook? Live(StoreHours hours, int fromDay, int toDay, int hoursBetween = 24, Func<UsageSample, UsageSample>? change = null, StoreOutlook? last = null)
    {
        for (var at = fromDay * Day; at < toDay * Day; at += hoursBetween * 60)
        {
            if (last is not null)
            {
                hours.Remember(last);
                hours.Remember(last);
            }

            hours.Observe([.. Enumerable.Range(at, (hoursBetween * 60) + 1).Select(Minute).Select(m => change?.Invoke(m) ?? m)], []);
            last = View(hours);
        }

        return last;
    }

    [Fact]
    public void Each_day_ahead_is_scored_beside_the_last_known_day_and_told()
    {
        var hours = new StoreHours();
        hours.Observe([.. Enumerable.Range(0, 21 * Day).Select(Minute)], []);
        var outlook = Live(hours, 21, 37)!;
        var skill = outlook.MeanCpu.Skill;
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], skill.Select(s => s.MinutesAhead / Day));

        // The forecaster knows the week; repeating the last known day is wrong on Saturdays and Mondays.
        Assert.All(skill.Where(s => s.MinutesAhead < 7 * Day), s => Assert.True(s.ErrorRatio < 0.5, $"{s}"));
        Assert.All(skill, s => Assert.True(s.Count >= 8 && s.CoverageAt(0.95) >= 0.8, $"{s}"));
        Assert.True(skill[0].Count > skill[6].Count);
        var highest = outlook.Highest.Single(f => f.Resource == ResourceKind.CpuVCores);
        Assert.Equal(7, highest.Skill.Count);
        Assert.Contains(outlook.Notes, n => n.StartsWith("CpuVCores: its error is ", StringComparison.Ordinal) && n.Contains("on day 1, ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_view_every_hour_scores_one_a_day_and_a_restart_between_changes_nothing()
    {
        var daily = new StoreHours();
        var hourly = new StoreHours();
        foreach (var hours in (StoreHours[])[daily, hourly])
        {
            hours.Observe([.. Enumerable.Range(0, 8 * Day).Select(Minute)], []);
        }

        _ = Live(daily, 8, 12);
        StoreOutlook? last = null;
        for (var day = 8; day < 12; day++)
        {
            last = Live(hourly, day, day + 1, hoursBetween: 6, last: last);
            hourly = StoreHours.Deserialize(hourly.Serialize());
        }

        Assert.InRange(hourly.SkillOfMeanCpu()[0].Count, daily.SkillOfMeanCpu()[0].Count - 8, daily.SkillOfMeanCpu()[0].Count + 8);
        Assert.InRange(daily.SkillOfMeanCpu()[0].Count, 16, 24);
        Assert.InRange(hourly.Serialize().Length, 1, 144 * 1024);
    }

    [Fact]
    public void Hours_that_were_saturated_hardly_seen_or_in_an_announced_event_are_not_scored()
    {
        var hours = new StoreHours();
        hours.Observe([.. Enumerable.Range(0, 8 * Day).Select(Minute)], []);
        var view = View(hours)!;
        _ = Live(hours, 8, 9, last: view, change: m => m with { Saturated = true });
        Assert.Empty(hours.SkillOfMeanCpu());
        _ = Live(hours, 9, 10, last: View(hours), change: m => m.Minute.Minute < 40 ? m with { Amounts = ResourceAmounts.Unknown } : m);
        Assert.Empty(hours.SkillOfMeanCpu());
        _ = Live(hours, 10, 12, last: View(hours));
        Assert.NotEmpty(hours.SkillOfMeanCpu());
    }
}
