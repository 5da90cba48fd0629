using System.Text.Json;
using ShadowFunctions.Azure.Inventory;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Inventory;

/// <summary>The leaves of the capabilities API that a region may leave out or spell otherwise.</summary>
public sealed class RegionSizesTests : AzureTest
{
    [Theory]
    [InlineData("Disabled", "Available", "Available", "off")]
    [InlineData("Available", "Disabled", "Available", "off")]
    [InlineData("Default", "Visible", "Disabled", "off")]
    [InlineData("Default", "Visible", "Available", null)]
    public void What_is_disabled_above_disables_what_is_below(string location, string edition, string size, string? refused)
    {
        var answer = $$$"""
            {"status":"{{{location}}}","reason":"off","supportedServerVersions":[{"name":"12.0","status":"Default","supportedEditions":[
              {"name":"GeneralPurpose","status":"{{{edition}}}","reason":"off","supportedServiceLevelObjectives":[
                {"name":"GP_Gen5_2","status":"{{{size}}}","reason":"off","sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":2}}]}]}]}
            """;

        Assert.Equal(refused, Assert.Single(Read(answer)).Refused);
    }

    [Fact]
    public void Units_of_size_are_understood_and_disabled_sizes_left_out()
    {
        const string answer = """
            {"supportedServerVersions":[{"name":"12.0","supportedEditions":[{"supportedServiceLevelObjectives":[{"name":"S3","supportedMaxSizes":[
              {"maxValue":{"limit":100,"unit":"Megabytes"},"status":"Available"},
              {"minValue":{"limit":1,"unit":"Gigabytes"},"maxValue":{"limit":1,"unit":"Terabytes"},"scaleSize":{"limit":1,"unit":"Gigabytes"},"status":"Default"},
              {"maxValue":{"limit":4,"unit":"Petabytes"},"status":"Disabled"}]}]}]}]}
            """;

        var storage = Assert.Single(Read(answer)).Storage;

        Assert.Equal([(100L << 20, 100L << 20, 0L), (1L << 30, 1L << 40, 1L << 30)], storage.Select(r => (r.MinBytes, r.MaxBytes, r.StepBytes)));
    }

    [Fact]
    public void What_one_database_of_a_pool_may_be_given_is_told_in_vcores_alone()
    {
        const string answer = """
            {"supportedServerVersions":[{"name":"12.0","supportedElasticPoolEditions":[{"name":"GeneralPurpose","supportedElasticPoolPerformanceLevels":[
              {"performanceLevel":{"value":2,"unit":"VCores"},"sku":{"name":"GP_Gen5","tier":"GeneralPurpose","family":"Gen5","capacity":2},"supportedPerDatabaseMaxPerformanceLevels":[
                {"limit":2,"unit":"VCores","status":"Default","supportedPerDatabaseMinPerformanceLevels":[{"limit":2,"unit":"VCores"},{"limit":0,"unit":"VCores","status":"Default"},{"limit":1,"unit":"VCores","status":"Disabled"}]},
                {"limit":0.25,"unit":"VCores","supportedPerDatabaseMinPerformanceLevels":[{"limit":0.25,"unit":"VCores"},{"limit":0,"unit":"VCores"}]},
                {"limit":1,"unit":"VCores","status":"Disabled"}]},
              {"performanceLevel":{"value":100,"unit":"DTU"},"sku":{"name":"StandardPool","tier":"Standard","capacity":100},"supportedPerDatabaseMaxPerformanceLevels":[
                {"limit":100,"unit":"DTU","supportedPerDatabaseMinPerformanceLevels":[{"limit":0,"unit":"DTU"}]}]}]}]}]}
            """;

        var sizes = Read(answer).ToDictionary(s => s.Name);

        Assert.Equal([(0.25, "0 0.25"), (2, "0 2")], sizes["GP_Gen5_2"].PerDatabase.Select(s => (s.MaxVCores, string.Join(' ', s.MinVCores))));
        Assert.Empty(sizes["StandardPool_100"].PerDatabase);
    }

    [Theory]
    [InlineData("""{"supportedServerVersions":[{"name":"2.0","supportedEditions":[{"supportedServiceLevelObjectives":[{"name":"S3"}]}]}]}""")]
    [InlineData("""{"supportedServerVersions":[{"name":"12.0","supportedEditions":[{"supportedServiceLevelObjectives":[{"name":"DW100c"},{"name":"System"}]}]}]}""")]
    [InlineData("{}")]
    public void What_cannot_be_asked_for_is_left_out(string answer) => Assert.Empty(Read(answer));

    [Fact]
    public void What_a_size_does_not_tell_or_tells_in_unknown_words_spoils_nothing()
    {
        const string answer = """
            {"supportedServerVersions":[{"name":"12.0","supportedEditions":null,"supportedElasticPoolEditions":[null,{"supportedElasticPoolPerformanceLevels":null}]},
             {"name":"12.0","supportedEditions":[{"supportedServiceLevelObjectives":[
              {"name":"GP_S_Gen5_4","status":"Preview","sku":{"name":"GP_S_Gen5","capacity":"4"},"supportedMinCapacities":[{"status":"Default"},{"value":0.5},{"value":null}],
               "supportedAutoPauseDelay":{"minValue":15.0,"maxValue":10080,"stepSize":null,"doNotPauseValue":-1},
               "supportedMaxSizes":[{"maxValue":{"limit":1,"unit":"Furlongs"}},{"maxValue":{"limit":1.5,"unit":"Terabytes"},"logSize":{"limit":30,"unit":"Percent"}}]}]}]}]}
            """;

        var size = Assert.Single(Read(answer));

        Assert.Equal(("GP_S_Gen5_4", null), (size.Name, size.Refused));
        Assert.Equal([0.5], size.MinVCores);
        Assert.Equal(new PauseDelays(15, 10080, 1), size.PauseDelays);
        Assert.Equal((3L << 39, 3L << 39, 0L), (size.Storage.Single().MinBytes, size.Storage.Single().MaxBytes, size.Storage.Single().StepBytes));
    }

    [Fact]
    public async Task A_size_that_stands_there_twice_is_sold_when_one_of_them_is()
    {
        const string answer = """
            {"supportedServerVersions":[{"supportedEditions":[{"supportedServiceLevelObjectives":[
              {"name":"GP_Gen5_2","status":"Disabled","reason":"no zones","zoneRedundant":true},{"name":"GP_Gen5_2","status":"Available","zoneRedundant":false}]}]}]}
            """;
        _azure.Answer(_ => true, 200, body: answer);
        _azure.Answer(_ => true, 200, body: "{}");

        Assert.Null(Assert.Single(await SellsAsync()).Refused);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task An_answer_that_names_no_size_is_an_error(string body)
    {
        _azure.Answer(_ => true, 200, body: body);
        _azure.Answer(_ => true, 200, body: body);

        var error = await Assert.ThrowsAsync<CloudRefusedException>(SellsAsync);

        Assert.Equal(body == "null" ? "InvalidAnswer" : "NoSizesTold", error.ErrorCode);
        Assert.Contains("westeurope", error.Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<RegionSize>> SellsAsync() => new AzureCapabilitySource(Connect.To(_azure)).ReadAsync(CloudStores.Subscription, "westeurope", Cancel);

    private static IReadOnlyList<RegionSize> Read(string answer) => [.. RegionSizes.Read(JsonDocument.Parse(answer).RootElement)];
}
