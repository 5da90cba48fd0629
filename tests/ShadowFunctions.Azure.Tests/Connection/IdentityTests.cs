using Azure.Core;
using Microsoft.Extensions.Options;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Metrics;
using ShadowFunctions.Azure.Shadowing;
using ShadowFunctions.Azure.Sizing;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Connection;

public sealed class IdentityTests : AzureTest
{
    private static readonly Store Store = CloudStores.Database("orders");
    private readonly AzureConnection _connection;

    public IdentityTests()
    {
        var options = new AzureOptions { ShadowServerId = Connect.ShadowServer };
        options.AllowedResourceIds.Add(CloudStores.ProductionServer);
        _connection = new AzureConnection(Options.Create(options), new Named("scaler"), _azure.Transport, new Named("operator"), new Named("reader"));
        _azure.Sql.Add(Store.ResourceId, "GP_Gen5_2");
    }

    [Fact]
    public async Task Production_is_changed_by_the_scaler()
    {
        await new AzureSqlCapacityControl(_connection).BeginAsync(Store, Sizing.Operations.Of("GP_Gen5_2", "GP_Gen5_4", _azure.Sql.Now), Cancel);

        Assert.All(_azure.Requests, r => Assert.Equal("Bearer scaler", r.Authorization));
    }

    [Fact]
    public async Task Shadows_are_made_by_the_operator()
    {
        await Assert.ThrowsAsync<TransientCloudException>(() => new AzureShadowProvisioner(_connection, SizeCatalog.Embedded, new FreeWrites()).EnsureAsync(Store, Cancel));

        Assert.Contains(_azure.Requests, r => r.Method == "PUT");

        // What the region sells is asked by the identity that only reads.
        Assert.All(_azure.Requests, r => Assert.Equal(r.Path.EndsWith("/capabilities", StringComparison.Ordinal) ? "Bearer reader" : "Bearer operator", r.Authorization));
    }

    [Fact]
    public async Task Metrics_are_read_by_the_reader_in_batch_and_one_by_one()
    {
        _azure.Answer(r => r.Method == "POST", 403, "AuthorizationFailed");

        await new AzureMetricsSource(_connection, SizeCatalog.Embedded)
            .QueryAsync([new MetricsQuery(Store, _azure.Sql.Now, _azure.Sql.Now.AddMinutes(5))], Cancel);

        Assert.Equal(["POST", "GET"], _azure.Requests.Select(r => r.Method));
        Assert.All(_azure.Requests, r => Assert.Equal("Bearer reader", r.Authorization));
    }

    private sealed class Named(string name) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(name, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
