using Microsoft.Extensions.Configuration;
using ShadowFunctions.Azure.Doctor;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Tests.Doctor;

public sealed class AlertPathCheckTests : AzureTest
{
    [Theory]
    [InlineData("https://func-us.azurewebsites.net/api/alerts?code=k3y", CheckStatus.Passed)]
    [InlineData("https://FUNC-US.azurewebsites.net/api/alerts/?code=k3y", CheckStatus.Passed)]
    [InlineData("https://func-old.azurewebsites.net/api/alerts?code=k3y", CheckStatus.Failed)]
    [InlineData("https://func-us.azurewebsites.net/api/alerts-of-another?code=k3y", CheckStatus.Failed)]
    [InlineData("https://elsewhere.example/?to=func-us.azurewebsites.net/api/alerts", CheckStatus.Failed)]
    [InlineData("not an address", CheckStatus.Failed)]
    public async Task Only_a_webhook_to_this_very_app_is_its_alert_path_and_no_key_is_told(string address, CheckStatus expected)
    {
        var finding = await LookAsync(address, "func-us.azurewebsites.net");

        Assert.Equal(expected, finding.Status);
        Assert.DoesNotContain("k3y", $"{finding.Detail} {finding.Remedy}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_does_not_know_its_own_name_goes_by_the_path() =>
        Assert.Equal(CheckStatus.Passed, (await LookAsync("http://localhost/api/alerts", null)).Status);

    private async Task<CheckResult> LookAsync(string address, string? own)
    {
        _azure.Answer(r => r.Path.EndsWith("/permissions", StringComparison.Ordinal), 200, body: """{"value":[]}""");
        _azure.Answer(r => r.Path == Connect.ActionGroup, 200, body: $$$"""
            {"properties":{"enabled":true,"webhookReceivers":[{"name":"app","serviceUri":"{{{address}}}"}]}}
            """);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_HOSTNAME", own)]).Build();
        return Assert.Single(await new AlertPathCheck(Connect.To(_azure), configuration).RunAsync([], Cancel), r => r.Subject == "action group");
    }
}
