using System.Text.Json.Nodes;
using ShadowFunctions.Azure.Doctor;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Doctor;

public sealed class ShadowServerCheckTests : AzureTest
{
    [Theory]
    [InlineData("GP_S_Gen5_2", "is sold in westeurope.")]
    [InlineData("GP_S_Gen5_96", "its price and limits are derived from GP_S_Gen5_80")]
    public async Task A_size_that_the_region_sells_passes_though_no_table_has_it(string size, string detail)
    {
        Sells("GP_S_Gen5_2", size);

        var result = await SizeAsync(size);

        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_size_that_is_not_sold_fails_with_the_setting_and_the_nearest()
    {
        Sells("GP_S_Gen5_2", "GP_S_Gen5_4", "GP_S_Gen5_8");

        var result = await SizeAsync("GP_S_Gen5_6");

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Contains("'GP_S_Gen5_6' is not sold in westeurope", result.Detail, StringComparison.Ordinal);
        Assert.Equal("Set Azure:ShadowSize to one that is sold, nearest: GP_S_Gen5_2, GP_S_Gen5_4, GP_S_Gen5_8.", result.Remedy);
    }

    [Fact]
    public async Task A_region_without_serverless_sizes_is_told_to_be_left()
    {
        Sells("GP_Gen5_2");

        var result = await SizeAsync("GP_S_Gen5_2");

        Assert.Contains("Azure:ShadowServerId", result.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("nearest", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_may_not_be_read_names_role_and_subscription()
    {
        _azure.Answer(r => r.Path.EndsWith("/capabilities", StringComparison.Ordinal), 403, "AuthorizationFailed");

        var result = await SizeAsync("GP_S_Gen5_2");

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Contains($"Monitoring Reader on subscription '{CloudStores.Subscription}'", result.Remedy, StringComparison.Ordinal);
    }

    private async Task<CheckResult> SizeAsync(string size)
    {
        _azure.Answer(r => r.Path == Connect.ShadowServer, 200, body: """{"location":"West Europe"}""");
        var check = new ShadowServerCheck(Connect.To(_azure, o => o.ShadowSize = size), SizeCatalog.Embedded);

        var results = await check.RunAsync([CloudStores.Database("orders")], Cancel);

        Assert.Equal(["shadow server", "shadow size"], results.Select(r => r.Subject));
        return results[1];
    }

    private void Sells(params string[] sizes)
    {
        var list = new JsonArray([.. sizes.Distinct().Select(s => (JsonNode)new JsonObject { ["name"] = s, ["status"] = "Available" })]);
        _azure.Answer(r => r.Path.EndsWith("/capabilities", StringComparison.Ordinal), 200, body: $$"""
            {"supportedServerVersions":[{"name":"12.0","supportedEditions":[{"name":"GeneralPurpose","supportedServiceLevelObjectives":{{list.ToJsonString()}}}]}]}
            """);
        _azure.Answer(r => r.Path.EndsWith("/capabilities", StringComparison.Ordinal), 200, body: """{"supportedServerVersions":[]}""");
    }
}
