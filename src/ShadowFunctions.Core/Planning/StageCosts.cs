namespace ShadowFunctions.Core.Planning;

/// <summary>What asking for each size in each step costs in shortage and, where seconds are paid, in compute.</summary>
internal static class StageCosts
{
    public const double NeverShare = 1000;
    private const double LeastGain = 1e-9;
    private const int LongestLanding = 24;

    /// <summary>
    /// A step's size is in force from when its change lands until the next one's does, so the risk of the following steps is shared out by
    /// the chance of landing. Sizes below <paramref name="least"/> of a step are as good as forbidden there.
    /// </summary>
    /// <returns>Cost per step, outlook and size.</returns>
    public static double[] Of(PlanPrices prices, PlanClock clock, RiskTable risk, int[] least, double[]? used)
    {
        var (steps, sizes) = (risk.Steps, risk.Sizes);
        var perStep = new double[steps * Outlook.Count * sizes];
        for (var step = 0; step < steps; step++)
        {
            for (var outlook = 0; outlook < Outlook.Count; outlook++)
            {
                double above = 0;
                var row = risk[step, outlook];
                for (var size = sizes - 1; size >= 0; size--)
                {
                    // The last part makes the larger of two sizes that cost the same the better one.
                    var gain = prices.PerShortMinute[size] * PlanClock.StepMinutes * row[size];
                    above += (size < least[step] ? NeverShare * prices.PerHour[^1] : 0) + (LeastGain * prices.PerHour[^1]) + gain;
                    perStep[(((step * Outlook.Count) + outlook) * sizes) + size] = above + (prices.Hourly ? 0 : Paid(prices, size, used?[step]));
                }
            }
        }

        return Shared(clock, perStep, steps, Outlook.Count * sizes);
    }

    private static double[] Shared(PlanClock clock, double[] perStep, int steps, int width)
    {
        var stage = new double[steps * width];
        for (var step = 0; step < steps; step++)
        {
            for (var k = 0; k < LongestLanding; k++)
            {
                var share = clock.InForce(step, k) - (k == 0 ? 0 : clock.InForce(step + 1, k - 1));
                var at = Math.Min(step + k, steps - 1) * width;
                for (var i = 0; i < width && share > 0; i++)
                {
                    stage[(step * width) + i] += share * perStep[at + i];
                }

                if (k > 0 && clock.InForce(step + 1, k - 1) >= 1)
                {
                    break;
                }
            }
        }

        return stage;
    }

    /// <summary>Compute of a step paid per second: the whole size, or where use is billed what is used, at least the size's minimum.</summary>
    private static double Paid(PlanPrices prices, int size, double? used) =>
        prices.PerHour[size] * PlanClock.StepMinutes / 60.0 * (used is { } vCores ? Math.Clamp(vCores / prices.VCores[size], prices.LeastShare[size], 1) : 1);
}
