using CsCheck;
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
        Gen.Select(Gen.Double[0, 1200], Gen.Double[0, 1200], Gen.Double[0, 1200], Gen.Long[1, 1024], Gen.Double[1, 50]).Sample((used, allocated, foretold, max, percent) =>
        {
            var demand = new StorageDemand(Math.Min(used, max) * Gib, Math.Min(allocated, max) * Gib, foretold * Gib, max * Gib);
            if (StorageGrowth.Target(demand, Size, percent) is { } target)
            {
                Assert.True(target > max * Gib && target % Gib == 0 && target <= Size.Limits.StorageBytes);
                Assert.True(target >= demand.UsedBytes && target >= demand.AllocatedBytes);
            }
        });

    [Fact]
    public void More_data_never_yield_a_smaller_limit() =>
        Gen.Select(Gen.Double[0, 1200], Gen.Double[0, 1200], Gen.Double[1, 50]).Sample((a, b, percent) =>
        {
            var low = StorageGrowth.Target(new StorageDemand(null, null, Math.Min(a, b) * Gib, 200 * Gib), Size, percent) ?? 0;
            var high = StorageGrowth.Target(new StorageDemand(null, null, Math.Max(a, b) * Gib, 200 * Gib), Size, percent) ?? 0;
            return low <= high;
        });
}
