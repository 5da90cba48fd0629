using CsCheck;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public class ShortBudgetTests
{
    [Fact]
    public void A_store_in_debt_pays_more_for_short_minutes_and_one_in_credit_less()
    {
        var calm = Enumerable.Range(0, 7 * 1440).Aggregate(new ShortBudget(), (b, _) => b.Spend(false, 0.005));
        var hit = Enumerable.Range(0, 60).Aggregate(new ShortBudget(), (b, _) => b.Spend(true, 0.005));
        Assert.True(calm.PriceFactor(0.005) < 0.5);
        Assert.True(hit.PriceFactor(0.005) > 2);
        Assert.Equal(1, new ShortBudget().PriceFactor(0.005));
    }

    [Fact]
    public void A_surprise_of_a_quarter_of_an_hour_raises_the_price_by_a_third_and_no_more()
    {
        var hit = Enumerable.Range(0, 15).Aggregate(new ShortBudget(), (b, _) => b.Spend(true, 0.005));
        Assert.InRange(hit.PriceFactor(0.005), 1.3, 1.4);
    }

    /// <summary>A store whose risk is anything that falls with the price ends within its limit.</summary>
    [Fact]
    public void In_the_long_run_the_limit_is_kept() =>
        Gen.Double[0.001, 0.05].Sample(
            atPriceOne =>
            {
                const double limit = 0.005;
                var (budget, owed, minutes) = (new ShortBudget(), 0.0, 0);
                for (var minute = 0; minute < 120 * 1440; minute++)
                {
                    owed += Math.Min(1, atPriceOne / budget.PriceFactor(limit));
                    var isShort = owed >= 1;
                    owed -= isShort ? 1 : 0;
                    minutes += isShort ? 1 : 0;
                    budget = budget.Spend(isShort, limit);
                }

                Assert.InRange(minutes / (120.0 * 1440), 0.3 * limit, 1.25 * limit);
            },
            iter: 10);
}
