using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>The price of each extra nine: what the hours planned for would cost if every step were covered with a probability.</summary>
internal static class CoverPrices
{
    private static readonly double[] Levels = [0.9, 0.99, 0.999];

    /// <summary>Cost until the end of the plan per level; never falls with the level.</summary>
    public static IReadOnlyList<CoverPrice> Of(PlanRequest request, PlanClock clock, RiskTable risk) =>
        [.. Levels.Select(level => new CoverPrice(level, Cost(request.Ladder, clock, risk, 1 - level)))];

    private static double Cost(SizeLadder ladder, PlanClock clock, RiskTable risk, double allowed)
    {
        var hourly = ladder.Sizes[0].Billing == BillingRule.ClockHour;
        double cost = 0, highest = 0;
        for (var step = 0; step < risk.Steps; step++)
        {
            var size = 0;
            var row = risk[step];
            while (size < row.Length - 1 && row[size] > allowed)
            {
                size++;
            }

            var price = ladder.Sizes[size].PricePerHour;
            cost += hourly ? 0 : price * PlanClock.StepMinutes / 60;
            highest = Math.Max(highest, price);
            if (hourly && (clock.BeginsHour(step + 1) || step == risk.Steps - 1))
            {
                (cost, highest) = (cost + highest, 0);
            }
        }

        return cost;
    }
}
