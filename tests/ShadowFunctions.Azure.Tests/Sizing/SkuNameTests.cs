using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Tests.Sizing;

public sealed class SkuNameTests
{
    public static TheoryData<string, string> CatalogSizes =>
        [.. SizeCatalog.Embedded.LadderNames.SelectMany(ladder => SizeCatalog.Embedded.Ladder(ladder).Sizes.Select(size => (ladder, size.Name)))];

    [Theory]
    [MemberData(nameof(CatalogSizes))]
    public void Every_size_of_the_catalog_is_asked_for_by_its_own_sku_and_read_back_from_it(string ladder, string name)
    {
        var size = SizeCatalog.Embedded.Ladder(ladder)[name];

        var sku = SkuName.Parse(name);

        Assert.Equal(size.SkuName, sku.Name);
        Assert.Equal(size.Tier, sku.Tier);
        Assert.Equal(size.Family, sku.Family);
        Assert.Equal(size.Capacity, sku.Capacity);
        Assert.Equal(name, SkuName.ToSize(sku));
        Assert.Equal(size.SkuName, SkuName.SeriesOf(name));
    }

    [Theory]
    [InlineData("BC_Gen5_2", 2, "BC_Gen5_2")]
    [InlineData("BC_Gen5_2", null, "BC_Gen5_2")]
    [InlineData("S3", 100, "S3")]
    [InlineData("S3", null, "S3")]
    [InlineData("Standard", 100, "S3")]
    [InlineData("HS_PRMS", 160, "HS_PRMS_160")]
    [InlineData("StandardPool", 100, "StandardPool_100")]
    [InlineData("ElasticPool", 0, "ElasticPool_0")]
    public void Both_ways_of_arm_to_write_a_sku_mean_the_same_size(string name, int? capacity, string size)
    {
        Assert.Equal(size, SkuName.ToSize(new SqlSku(name) { Capacity = capacity }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ElasticPool")]
    [InlineData("GP_Gen5")]
    [InlineData("GP_Gen5_0")]
    [InlineData("GP_Gen5_-2")]
    [InlineData("XX_Gen5_2")]
    [InlineData("S5")]
    [InlineData("_2")]
    public void What_is_no_size_is_refused_with_an_example(string text)
    {
        Assert.False(SkuName.TryParse(text, out _));
        Assert.Contains("GP_Gen5_4", Assert.Throws<FormatException>(() => SkuName.Parse(text)).Message, StringComparison.Ordinal);
    }
}
