using CsCheck;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Model;

public sealed class SizeLadderTests
{
    private static readonly SizeLadder Ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");

    [Fact]
    public void The_general_purpose_ladder_has_the_published_sizes_and_no_others() =>
        Assert.Equal([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 32, 40, 80, 128], Ladder.Sizes.Select(s => s.Capacity));

    [Fact]
    public void A_size_has_its_published_limits_in_absolute_units()
    {
        var size = Ladder["GP_Gen5_24"];
        Assert.Equal(24, size.Limits.CpuVCores);
        Assert.Equal(7680, size.Limits.DataIops);
        Assert.Equal(50 * 1024 * 1024, size.Limits.LogBytesPerSecond);
        Assert.Equal(2400, size.Limits.Workers);
        Assert.Equal(24 * (0.152217 + 0.10), size.PricePerHour, 9);
        Assert.False(size.PriceConfirmed);
    }

    [Fact]
    public void An_unknown_size_is_an_error_that_names_the_nearest_ones()
    {
        var error = Assert.Throws<UnknownSizeException>(() => Ladder.IndexOf("GP_Gen5_22"));
        Assert.Contains("GP_Gen5_22", error.Message, StringComparison.Ordinal);
        Assert.Contains("GP_Gen5_20", error.Message, StringComparison.Ordinal);
        Assert.Contains("GP_Gen5_24", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Letter_case_of_a_size_does_not_matter() =>
        Assert.Equal(Ladder.IndexOf("GP_Gen5_8"), Ladder.IndexOf("gp_gen5_8"));

    [Fact]
    public void More_demand_never_yields_a_smaller_size() =>
        Gen.Select(Gen.Double[0, 150], Gen.Double[0, 150]).Sample((a, b) =>
        {
            var low = Ladder.SmallestCovering(new ResourceAmounts { CpuVCores = Math.Min(a, b) });
            var high = Ladder.SmallestCovering(new ResourceAmounts { CpuVCores = Math.Max(a, b) });
            return high is null || (low is not null && low.VCores <= high.VCores);
        });

    [Fact]
    public void An_unknown_demand_binds_nothing() => Assert.Equal(Ladder.Smallest, Ladder.SmallestCovering(ResourceAmounts.Unknown));

    [Fact]
    public void The_log_limit_of_hyperscale_does_not_grow_so_no_size_covers_more() =>
        Assert.Null(SizeCatalog.Embedded.Ladder("HS_Gen5").SmallestCovering(new ResourceAmounts { LogBytesPerSecond = 101 * 1024 * 1024 }));

    [Fact]
    public void Bounds_cut_the_ladder_and_crossed_bounds_are_an_error()
    {
        Assert.Equal(["GP_Gen5_4", "GP_Gen5_6", "GP_Gen5_8"], Ladder.Between("GP_Gen5_4", "GP_Gen5_8").Sizes.Select(s => s.Name));
        Assert.Throws<ArgumentException>(() => Ladder.Between("GP_Gen5_8", "GP_Gen5_4"));
    }

    [Fact]
    public void Every_ladder_of_the_catalog_is_ascending_and_priced()
    {
        foreach (var name in SizeCatalog.Embedded.LadderNames)
        {
            var sizes = SizeCatalog.Embedded.Ladder(name).Sizes;
            Assert.All(sizes, s => Assert.True(s.PricePerHour > 0, s.Name));
            Assert.Equal(sizes.Select(s => s.VCores).Order(), sizes.Select(s => s.VCores));
        }
    }
}
