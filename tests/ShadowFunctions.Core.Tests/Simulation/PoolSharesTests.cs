using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Tests.Simulation;

public class PoolSharesTests
{
    private static double[] Serve(double vCores, PoolLimits limits, params double[] asked)
    {
        var served = new double[asked.Length];
        PoolShares.Serve(asked, vCores, limits, served);
        return served;
    }

    [Fact]
    public void A_pool_that_is_large_enough_gives_what_is_asked_for_up_to_the_maximum() =>
        Assert.Equal([1, 4, 0], Serve(8, new PoolLimits(0, 4), 1, 9, 0));

    [Fact]
    public void A_full_pool_shares_in_proportion_and_guarantees_come_first()
    {
        Assert.Equal([1, 3], Serve(4, new PoolLimits(0, 8), 2, 6));
        Assert.Equal([2, 2], Serve(4, new PoolLimits(2, 8), 2, 6));
    }

    [Fact]
    public void Nobody_has_more_than_asked_or_allowed_or_less_than_guaranteed_and_a_full_pool_is_used_up() =>
        Gen.Select(Gen.Double[0, 20].Array[1, 20], Gen.Double[1, 40], Gen.Double[0.1, 20], Gen.Double[0, 1]).Sample((asked, vCores, max, part) =>
        {
            var limits = new PoolLimits(Math.Min(max, part * vCores / asked.Length), max);

            var served = Serve(vCores, limits, asked);

            for (var i = 0; i < asked.Length; i++)
            {
                var want = Math.Min(asked[i], max);
                Assert.InRange(served[i], Math.Min(want, limits.MinVCores) - 1e-9, want + 1e-9);
            }

            Assert.Equal(Math.Min(vCores, asked.Sum(a => Math.Min(a, max))), served.Sum(), 1e-6);
        });
}
