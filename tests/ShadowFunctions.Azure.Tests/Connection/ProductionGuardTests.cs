using Azure;
using Azure.Core;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.TestKit.Cloud;

namespace ShadowFunctions.Azure.Tests.Connection;

public sealed class ProductionGuardTests : AzureTest
{
    private static readonly ResourceIdentifier Production = new(CloudStores.Database("orders").ResourceId);

    [Fact]
    public async Task The_sdk_cannot_delete_production_through_our_connection()
    {
        var database = Connect.To(_azure).Arm.GetSqlDatabaseResource(Production);

        var refusal = await Assert.ThrowsAsync<CloudRefusedException>(() => database.DeleteAsync(WaitUntil.Started, Cancel));

        Assert.Equal("ForbiddenOnProduction", refusal.ErrorCode);
        Assert.Empty(_azure.Requests);
    }

    [Fact]
    public async Task The_sdk_cannot_create_or_replace_on_a_server_of_production()
    {
        var server = Connect.To(_azure).Arm.GetSqlServerResource(new ResourceIdentifier(CloudStores.ProductionServer));

        await Assert.ThrowsAsync<CloudRefusedException>(() =>
            server.GetSqlDatabases().CreateOrUpdateAsync(WaitUntil.Started, "orders", new SqlDatabaseData(AzureLocation.WestEurope), Cancel));

        Assert.Empty(_azure.Requests);
    }

    [Fact]
    public async Task The_sdk_cannot_patch_what_is_not_allow_listed()
    {
        var database = Connect.To(_azure, o => o.AllowedResourceIds.Clear()).Arm.GetSqlDatabaseResource(Production);

        await Assert.ThrowsAsync<CloudRefusedException>(() => database.UpdateAsync(WaitUntil.Started, new SqlDatabasePatch(), Cancel));

        Assert.Empty(_azure.Requests);
    }

    [Theory]
    [InlineData("/subscriptions/s/resourceGroups/production", "DELETE")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/orders/failover", "POST")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/orders/pause", "POST")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/microsoft.sql/servers/prod%2Fdatabases/orders", "DELETE")]
    public async Task Other_changes_do_not_leave_either_pipeline(string path, string method)
    {
        AzureConnection connection = Connect.To(_azure, o => o.AllowedResourceIds.Add("/subscriptions/s"));
        Request request = connection.ArmPipeline.CreateRequest();
        request.Method = RequestMethod.Parse(method);
        request.Uri.Reset(new Uri(connection.ArmEndpoint, path));

        await Assert.ThrowsAsync<CloudRefusedException>(() => connection.ArmPipeline.SendRequestAsync(request, Cancel).AsTask());

        Assert.Empty(_azure.Requests);
    }
}
