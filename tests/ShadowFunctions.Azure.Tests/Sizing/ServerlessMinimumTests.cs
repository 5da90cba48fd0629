using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Tests.Sizing;

/// <summary>The minimum of a serverless database after a change of size: from the region's list where it is known, else by the published rule.</summary>
public class ServerlessMinimumTests
{
    private static readonly RegionCapabilities Region = new("s", "westeurope", default,
    [
        new("GP_S_Gen5_4", "GP_S_Gen5", 4, Pool: false) { MinVCores = [0.75, 1, 2, 4] },
        new("GP_S_Gen5_16", "GP_S_Gen5", 16, Pool: false) { MinVCores = [2.5, 3, 8, 16] },
        new("GP_S_Gen5_16", "GP_S_Gen5", 16, Pool: true) { MinVCores = [0] },
        new("GP_S_Gen5_8", "GP_S_Gen5", 8, Pool: false),
    ]);

    [Theory]
    [InlineData("GP_S_Gen5_4", 0.75, "GP_S_Gen5_16", 2.5)] // The least of one size is the least of the other.
    [InlineData("GP_S_Gen5_16", 2.5, "GP_S_Gen5_4", 0.75)]
    [InlineData("GP_S_Gen5_4", 2.0, "GP_S_Gen5_16", 2.5)] // Not the least: the nearest that is listed and not below it.
    [InlineData("GP_S_Gen5_16", 3.0, "GP_S_Gen5_4", 4.0)]
    [InlineData("GP_S_Gen5_16", 8.0, "GP_S_Gen5_4", 4.0)] // None is as large: the largest.
    [InlineData("GP_S_Gen5_4", 2.0, "GP_S_Gen5_8", null)] // The region does not say: the rule.
    [InlineData("GP_S_Gen5_4", 0.75, "GP_S_Gen5_8", 1.0)]
    public void The_regions_list_decides_where_it_is_known(string from, double min, string to, double? expected) =>
        Assert.Equal(expected, ServerlessMinimum.After(Of(from, min), SkuName.Parse(to), Region));

    [Theory]
    [InlineData("GP_S_Gen5_4", 0.5, "GP_S_Gen5_16", 2.0)]
    [InlineData("GP_S_Gen5_16", 3.0, "GP_S_Gen5_2", 2.0)]
    [InlineData("GP_S_Gen5_4", 3.0, "GP_S_Gen5_16", null)]
    [InlineData("GP_Gen5_4", null, "GP_Gen5_16", null)]
    public void Without_a_list_the_published_rule_does(string from, double? min, string to, double? expected) =>
        Assert.Equal(expected, ServerlessMinimum.After(Of(from, min), SkuName.Parse(to), null));

    private static ScalableSnapshot Of(string size, double? min) => new(size, size, null, Online: true, Changing: false, MinVCores: min);
}
