using CsCheck;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public class ShortBudgetTests
{
    [Fact]
    public void A_store_in_debt_pays_more_for_short_minutes_and_one_in_credit_less()
    {
        var calm = Enumerable.Range(0, 2880).Aggregate(new ShortBudget(), (b, _) => b.Spend(false, 0.005));
        var hit = Enumerable.Range(0, 30).Aggregate(new ShortBudget(), (b, _) => b.Spend(true, 0.005));
        Assert.True(calm.PriceFactor(0.005) < 0.5);
        Assert.True(hit.PriceFactor(0.005) > 2);
        Assert.Equal(1, new ShortBudget().PriceFactor(0.005));
    }

    [Fact]
    public void Debt_beyond_six_days_of_budget_is_forgiven()
    {
        var day = Enumerable.Range(0, 1440).Aggregate(new ShortBudget(), (b, _) => b.Spend(true, 0.005));
        Assert.Equal(-6 * 0.005 * 1440, day.CreditMinutes, 9);
        Assert.InRange(day.PriceFactor(0.005), 11, 11.1);
        var week = Enumerable.Range(0, 6 * 1440).Aggregate(day, (b, _) => b.Spend(false, 0.005));
        Assert.Equal(0, week.CreditMinutes, 6);
    }

    [Fact]
    public void A_new_store_pays_more_for_short_minutes_until_its_first_days_are_over()
    {
        var young = ShortBudget.OfNewStore(0.005);
        Assert.True(young.PriceFactor(0.005) > 3);
        Assert.Equal(1, Enumerable.Range(0, 3 * 1440).Aggregate(young, (b, _) => b.Spend(false, 0.005)).PriceFactor(0.005), 6);
    }

    /// <summary>A store whose risk is anything that falls with the price ends within its limit.</summary>
    [Fact]
    public void In_the_long_run_the_limit_is_kept() =>
        Gen.Double[0.001, 0.05].Sample(
            atPriceOne =>
            {
                const double limit = 0.005;
                var (budget, owed, minutes) = (new ShortBudget(), 0.0, 0);
                for (var minute = 0; minute < 60 * 1440; minute++)
                {
                    owed += Math.Min(1, atPriceOne / budget.PriceFactor(limit));
                    var isShort = owed >= 1;
                    owed -= isShort ? 1 : 0;
                    minutes += isShort ? 1 : 0;
                    budget = budget.Spend(isShort, limit);
                }

                Assert.InRange(minutes / (60.0 * 1440), 0.3 * limit, 1.25 * limit);
            },
            iter: 10);
}
