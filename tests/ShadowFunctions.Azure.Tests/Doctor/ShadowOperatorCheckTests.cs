using ShadowFunctions.Azure.Doctor;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Azure.Tests.Doctor;

public sealed class ShadowOperatorCheckTests : AzureTest
{
    private const string Permissions = $"{Connect.ShadowServer}/providers/Microsoft.Authorization/permissions";

    [Fact]
    public async Task Rights_are_asked_for_on_the_shadow_server_and_each_that_is_missing_is_named()
    {
        _azure.Answer(r => r.Path == Permissions, 200, body: """
            {"value":[{"actions":["Microsoft.Sql/servers/read","Microsoft.Sql/servers/databases/*"],"notActions":["Microsoft.Sql/servers/databases/delete"]}]}
            """);

        var finding = await LookAsync();

        Assert.Equal(CheckStatus.Failed, finding.Status);
        Assert.Contains("lacks Microsoft.Sql/servers/databases/delete on", finding.Detail, StringComparison.Ordinal);
        Assert.Contains("SQL DB Contributor", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_role_of_the_deployment_is_enough()
    {
        _azure.Answer(r => r.Path == Permissions, 200, body: """
            {"value":[{"actions":["Microsoft.Sql/servers/read","Microsoft.Sql/servers/databases/*"],"notActions":["Microsoft.Sql/servers/databases/auditingSettings/*"]}]}
            """);

        Assert.Equal(CheckStatus.Passed, (await LookAsync()).Status);
    }

    [Fact]
    public async Task Without_a_shadow_server_there_is_nothing_to_ask()
    {
        Assert.Equal(CheckStatus.Skipped, Assert.Single(await new ShadowOperatorCheck(Connect.To(_azure, o => o.ShadowServerId = null)).RunAsync([], Cancel)).Status);
        Assert.Empty(_azure.Requests);
    }

    private async Task<CheckResult> LookAsync() => Assert.Single(await new ShadowOperatorCheck(Connect.To(_azure)).RunAsync([], Cancel));
}
