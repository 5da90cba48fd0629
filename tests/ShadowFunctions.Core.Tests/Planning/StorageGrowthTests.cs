using CsCheck;
using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public sealed class StorageGrowthTests
{
    private const long Gib = 1L << 30;
    private static readonly ComputeSize Size = SizeCatalog.Embedded.Ladder("GP_Gen5")["GP_Gen5_4"];

    [Theory]
    [InlineData(80, null)]
    [InlineData(90, null)]
    [InlineData(91, 114)]
    [InlineData(100, 125)]
    [InlineData(1000, 1024)]
    [InlineData(4000, 1024)]
    public void The_limit_grows_before_the_headroom_is_used_up_and_to_what_the_size_allows_at_most(double foretoldGib, int? expectedGib)
    {
        var target = StorageGrowth.Target(new StorageDemand(70 * Gib, null, foretoldGib * Gib, 100 * Gib), Size, 10);

        Assert.Equal(expectedGib, target / Gib);
    }

    [Theory]
    [InlineData(100, 120, 120)]
    [InlineData(100, 125, 125)]
    [InlineData(100, 200, 125)]
    [InlineData(100, 100, null)]
    [InlineData(100, 50, null)]
    [InlineData(4000, 5000, 1024)]
    public void The_limit_grows_to_what_the_owner_allows_at_most(double foretoldGib, double mostGib, int? expectedGib) =>
        Assert.Equal(expectedGib, StorageGrowth.Target(new StorageDemand(70 * Gib, null, foretoldGib * Gib, 100 * Gib), Size, 10, mostGib * Gib) / Gib);

    [Fact]
    public void The_owners_bound_is_rounded_down_to_a_limit_that_the_size_supports()
    {
        var size = Size with { Storage = [new(Gib, 100 * Gib, Gib), new(250 * Gib, 1000 * Gib, 250 * Gib)] };

        Assert.Equal(250 * Gib, StorageGrowth.Most(size, 499 * Gib));
        Assert.Equal(100 * Gib, StorageGrowth.Most(size, 200 * Gib));
        Assert.Null(StorageGrowth.Most(size, 0.5 * Gib));
    }

    [Fact]
    public void What_is_allocated_counts_although_it_is_not_used() =>
        Assert.Equal(119 * Gib, StorageGrowth.Target(new StorageDemand(10 * Gib, 95 * Gib, null, 100 * Gib), Size, 10));

    [Fact]
    public void Only_limits_that_the_size_supports_are_asked_for()
    {
        var size = Size with { Storage = [new(Gib, 100 * Gib, Gib), new(250 * Gib, 1000 * Gib, 250 * Gib)] };

        Assert.Equal(250 * Gib, StorageGrowth.Target(new StorageDemand(95 * Gib, null, null, 100 * Gib), size, 10));
        Assert.Equal(500 * Gib, StorageGrowth.Target(new StorageDemand(240 * Gib, null, null, 250 * Gib), size, 10));
    }

    [Fact]
    public void Without_a_headroom_or_a_known_limit_nothing_is_asked_for()
    {
        Assert.Null(StorageGrowth.Target(new StorageDemand(99 * Gib, null, null, 100 * Gib), Size, 0));
        Assert.Null(StorageGrowth.Target(new StorageDemand(99 * Gib, null, null, null), Size, 10));
        Assert.Null(StorageGrowth.Target(new StorageDemand(null, null, null, 100 * Gib), Size, 10));
    }

    [Fact]
    public void It_never_shrinks_never_undercuts_what_is_there_and_is_whole_GiB() =>
        Gen.Select(Gen.Double[0, 1200], Gen.Double[0, 1200], Gen.Double[0, 1200].Array[2], Gen.Long[1, 1024], Gen.Double[1, 50], Gen.Double[1, 2000]).Sample((used, allocated, foretold, max, percent, most) =>
        {
            var demand = new StorageDemand(Math.Min(used, max) * Gib, Math.Min(allocated, max) * Gib, foretold[0] * Gib, max * Gib, new StoredAhead(foretold[1] * Gib, default, 7));
            if (StorageGrowth.Target(demand, Size, percent, most * Gib) is { } target)
            {
                Assert.True(target > max * Gib && target % Gib == 0 && target <= Size.Limits.StorageBytes && target <= most * Gib);
                Assert.True(target >= demand.UsedBytes && target >= demand.AllocatedBytes);
            }
        });

    [Fact]
    public void More_data_never_yield_a_smaller_limit() =>
        Gen.Select(Gen.Double[0, 1200], Gen.Double[0, 1200], Gen.Double[1, 50], Gen.Double[1, 2000]).Sample((a, b, percent, most) =>
        {
            long Target(double gib) => StorageGrowth.Target(new StorageDemand(150 * Gib, null, null, 200 * Gib, new StoredAhead(gib * Gib, default, 7)), Size, percent, most * Gib) ?? 0;
            return Target(Math.Min(a, b)) <= Target(Math.Max(a, b));
        });
}
