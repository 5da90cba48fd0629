using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Sizing;

/// <summary>A pool has no links: its secondary is found by those of its databases.</summary>
public sealed class PoolPairTests : AzureTest
{
    private const string Server = CloudStores.ProductionServer;
    private const string Other = $"/subscriptions/{CloudStores.Subscription}/resourceGroups/north/providers/Microsoft.Sql/servers/north";
    private static readonly Store Pool = CloudStores.Pool("shared");

    [Fact]
    public async Task The_pool_that_its_databases_replicate_into_is_its_secondary()
    {
        Members(("master", null), ("alone", "shared"), ("paired", "SHARED"), ("elsewhere", "other"));
        Links("alone", "[]");
        Links("paired", $$$"""[{"properties":{"role":"Primary","linkType":"GEO","partnerDatabaseId":"{{{Other}}}/databases/paired"}}]""");
        _azure.Answer(r => r.Path == $"{Other}/databases/paired", 200, body: $$$"""{"properties":{"elasticPoolId":"{{{Other}}}/elasticPools/shared"}}""");

        Assert.Equal([$"{Other}/elasticPools/shared"], await SecondariesAsync());
        Assert.DoesNotContain(_azure.Requests, r => r.Path.Contains("/elsewhere/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_links_or_with_a_secondary_outside_of_any_pool_there_is_none()
    {
        Members(("a", "shared"), ("b", "shared"));
        Links("a", "[]");
        Links("b", $$$"""[{"properties":{"role":"Primary","partnerDatabaseId":"{{{Other}}}/databases/b"}}]""");
        _azure.Answer(r => r.Path == $"{Other}/databases/b", 200, body: """{"properties":{}}""");

        Assert.Empty(await SecondariesAsync());
    }

    [Fact]
    public async Task What_may_not_be_looked_at_is_a_refusal_so_that_the_change_says_so()
    {
        _azure.Answer(r => r.Path == $"{Server}/databases", 403, "AuthorizationFailed");

        Assert.Equal("AuthorizationFailed", (await Assert.ThrowsAsync<CloudRefusedException>(SecondariesAsync)).ErrorCode);
    }

    private Task<IReadOnlyList<string>> SecondariesAsync() => new AzureSqlCapacityControl(Connect.To(_azure)).SecondariesAsync(Pool, Cancel);

    private void Members(params (string Name, string? Pool)[] databases)
    {
        var list = databases.Select(d => d.Pool is null
            ? $$$"""{"id":"{{{Server}}}/databases/{{{d.Name}}}","properties":{}}"""
            : $$$"""{"id":"{{{Server}}}/databases/{{{d.Name}}}","properties":{"elasticPoolId":"{{{Server}}}/elasticPools/{{{d.Pool}}}"}}""");
        _azure.Answer(r => r.Path == $"{Server}/databases", 200, body: $$$"""{"value":[{{{string.Join(',', list)}}}]}""");
    }

    private void Links(string database, string links) =>
        _azure.Answer(r => r.Path == $"{Server}/databases/{database}/replicationLinks", 200, body: $$$"""{"value":{{{links}}} }""");
}
