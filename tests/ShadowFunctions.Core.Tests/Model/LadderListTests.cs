using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Model;

public sealed class LadderListTests
{
    private static readonly SizeCatalog Catalog = SizeCatalog.Embedded;

    [Fact]
    public void Sizes_ranges_and_series_are_joined_in_the_order_they_are_listed()
    {
        var ladder = Catalog.Ladder("GP_Gen5_2 + GP_Gen5_4..GP_Gen5_8 + BC_Gen5_10..BC_Gen5_14");

        Assert.Equal(["GP_Gen5_2", "GP_Gen5_4", "GP_Gen5_6", "GP_Gen5_8", "BC_Gen5_10", "BC_Gen5_12", "BC_Gen5_14"], ladder.Sizes.Select(s => s.Name));
    }

    [Fact]
    public void Of_a_series_only_what_surpasses_the_sizes_before_is_taken()
    {
        var ladder = Catalog.Ladder("GP_Gen5_2..GP_Gen5_8 + BC_Gen5");

        Assert.Equal("BC_Gen5_10", ladder.Sizes[4].Name);
        Assert.Equal("BC_Gen5_128", ladder.Largest.Name);
    }

    [Fact]
    public void A_later_size_never_gives_less_so_a_larger_one_always_does()
    {
        foreach (var list in (string[])["GP_Gen5 + BC_Gen5", "GP_Gen5_2..GP_Gen5_8 + BC_Gen5", "Standard + Premium", "HS_Gen5_2..HS_Gen5_8 + HS_PRMS"])
        {
            var sizes = Catalog.Ladder(list).Sizes;
            Assert.All(sizes.Zip(sizes.Skip(1)).Where(pair => pair.First.SkuName != pair.Second.SkuName), pair => Assert.All(
                Enum.GetValues<ResourceKind>(), kind => Assert.False(pair.Second.Limits[kind] < pair.First.Limits[kind])));
            Assert.Equal(sizes.Count, sizes.Select(s => s.VCores).Distinct().Count());
        }
    }

    [Fact]
    public void Pools_have_lists_of_their_own() =>
        Assert.Equal(
            ["GP_Gen5_4", "BC_Gen5_6"],
            Catalog.Ladder(SizeCatalog.LadderName(StoreKind.SqlElasticPool, "GP_Gen5_4 + BC_Gen5_6")).Sizes.Select(s => s.Name));

    [Theory]
    [InlineData("GP_Gen5_2 + HS_Gen5_4", "Hyperscale")]
    [InlineData("GP_Gen5_2 + GP_S_Gen5_4", "serverless")]
    [InlineData("GP_Gen5_8 + GP_Gen5_4", "GP_Gen5_4")]
    [InlineData("GP_Gen5_2 + GP_Gen5_5", "GP_Gen5_4")]
    [InlineData("GP_Gen5_8..GP_Gen5_2", "swap")]
    [InlineData("GP_Gen5_2 + ", "''")]
    [InlineData("GP_Gen6", "known")]
    public void What_does_not_go_together_is_an_error_that_says_why(string list, string said)
    {
        Assert.Null(Catalog.FindLadder(list, out var error));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_applies_to_every_series_of_a_list()
    {
        var region = new RegionCapabilities("s", "westeurope", default, [new("GP_Gen5_2", "GP_Gen5", 2, false), new("BC_Gen5_4", "BC_Gen5", 4, false), new("GP_Gen5_8", "GP_Gen5", 8, false)]);

        var ladder = region.Apply(Catalog.Ladder("GP_Gen5_2 + BC_Gen5_4 + BC_Gen5_6"));

        Assert.Equal(["GP_Gen5_2", "BC_Gen5_4"], ladder.Offered("GP_Gen5_2").Sizes.Select(s => s.Name));
    }
}
