using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;

namespace ShadowFunctions.Core.Tests.Shadowing;

public class ShadowWorthTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly ShadowPrices Prices = new(PerComputeHour: 0.6, PerMillionRows: 2);

    private static ShadowWorth Days(ShadowWorth worth, int days, double valuePerHour, double standing = 0.05)
    {
        for (var hour = 1; hour <= days * 24; hour++)
        {
            worth = worth.Add(worth.Until.AddHours(1), new ShadowWork(), Prices, standing, valuePerHour);
        }

        return worth;
    }

    [Fact]
    public void Cost_is_the_standing_price_the_compute_and_the_rows_read()
    {
        var worth = ShadowWorth.Open(Start).Add(Start.AddHours(2), new ShadowWork(500_000, 400, 10), Prices, 0.03, 1);
        Assert.Equal(0.1 + 1 + 0.06, worth.TotalCost, 9);
        Assert.Equal(worth.TotalCost / 2, worth.CostPerHour, 9);
        Assert.Equal(0.5, worth.ValuePerHour, 9);
        Assert.Null(ShadowWorth.Open(Start).BelowSince);
    }

    [Fact]
    public void The_same_entry_again_changes_nothing()
    {
        var once = ShadowWorth.Open(Start).Add(Start.AddHours(1), new ShadowWork(10, 10, 1), Prices, 0.01, 2);
        Assert.Equal(once, once.Add(Start.AddHours(1), new ShadowWork(10, 10, 1), Prices, 0.01, 2));
    }

    [Fact]
    public void A_shadow_that_pays_stays()
    {
        var worth = Days(ShadowWorth.Open(Start), 10, valuePerHour: 0.2);
        var verdict = worth.Judge(worth.Until, 7);
        Assert.True(verdict.Keep);
        Assert.Equal(ReasonCode.ShadowPays, verdict.Reason.Code);
        Assert.Contains("$0.2 and costs $0.05", verdict.Reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shadow_that_does_not_pay_goes_after_the_days_of_patience_and_not_before()
    {
        var worth = Days(ShadowWorth.Open(Start), 6, valuePerHour: 0.01);
        Assert.True(worth.Judge(worth.Until, 7).Keep);
        Assert.Equal(ReasonCode.ShadowDoesNotPay, worth.Judge(worth.Until, 7).Reason.Code);
        worth = Days(worth, 2, valuePerHour: 0.01);
        Assert.False(worth.Judge(worth.Until, 7).Keep);
    }

    [Fact]
    public void An_event_within_the_days_of_patience_keeps_it()
    {
        var worth = Days(ShadowWorth.Open(Start), 9, valuePerHour: 0);
        Assert.Equal(ReasonCode.ScenarioNear, worth.Judge(worth.Until, 7, worth.Until.AddDays(3)).Reason.Code);
        Assert.True(worth.Judge(worth.Until, 7, worth.Until.AddDays(3)).Keep);
        Assert.False(worth.Judge(worth.Until, 7, worth.Until.AddDays(8)).Keep);
        Assert.False(worth.Judge(worth.Until, 7, worth.Until.AddDays(-1)).Keep);
    }

    [Fact]
    public void Paying_again_starts_the_patience_anew()
    {
        var worth = Days(Days(ShadowWorth.Open(Start), 6, valuePerHour: 0), 3, valuePerHour: 1);
        Assert.Null(worth.BelowSince);
        Assert.True(Days(worth, 8, valuePerHour: 0).Judge(Start.AddDays(17), 7).Keep);
    }

    [Fact]
    public void More_worth_never_removes_a_shadow_that_less_worth_kept() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 40], Gen.Double[0, 1]).Sample((values, more) =>
        {
            var (less, greater) = (ShadowWorth.Open(Start), ShadowWorth.Open(Start));
            foreach (var value in values)
            {
                less = less.Add(less.Until.AddHours(6), new ShadowWork(), Prices, 0.05, value);
                greater = greater.Add(greater.Until.AddHours(6), new ShadowWork(), Prices, 0.05, value + more);
            }

            Assert.True(greater.ValuePerHour >= less.ValuePerHour - 1e-12);
            Assert.True(greater.Judge(greater.Until, 3).Keep || !less.Judge(less.Until, 3).Keep);
        });
}
