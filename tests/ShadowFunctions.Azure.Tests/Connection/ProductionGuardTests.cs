using Azure;
using Azure.Core;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Shadowing;
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
    [InlineData("shadow-orders")]
    [InlineData("source-orders-1")]
    [InlineData("anything")]
    public async Task Even_on_the_shadow_server_nothing_is_made_changed_or_removed_without_a_look_that_proves_it_ours(string name)
    {
        var arm = Connect.To(_azure).ShadowArm;
        var database = arm.GetSqlDatabaseResource(new ResourceIdentifier($"{Connect.ShadowServer}/databases/{name}"));
        var server = arm.GetSqlServerResource(new ResourceIdentifier(Connect.ShadowServer));

        await Assert.ThrowsAsync<CloudRefusedException>(() => database.DeleteAsync(WaitUntil.Started, Cancel));
        await Assert.ThrowsAsync<CloudRefusedException>(() => database.UpdateAsync(WaitUntil.Started, new SqlDatabasePatch(), Cancel));
        await Assert.ThrowsAsync<CloudRefusedException>(() =>
            server.GetSqlDatabases().CreateOrUpdateAsync(WaitUntil.Started, name, new SqlDatabaseData(AzureLocation.WestEurope), Cancel));

        Assert.Empty(_azure.Requests);
    }

    [Fact]
    public async Task A_proof_covers_the_change_it_was_made_for_and_no_other()
    {
        var arm = Connect.To(_azure).ShadowArm;
        var absent = new ShadowProof($"{Connect.ShadowServer}/databases/shadow-orders", Exists: false);
        var production = new ShadowProof(Production.ToString(), Exists: true);
        var alien = new ShadowProof($"{Connect.ShadowServer}/databases/ledger", Exists: true);

        using (absent.Show())
        {
            await Refused(new ResourceIdentifier(absent.ResourceId));
            await Refused(new ResourceIdentifier($"{Connect.ShadowServer}/databases/shadow-billing"));
        }

        using (production.Show())
        {
            await Refused(Production);
        }

        using (alien.Show())
        {
            await Refused(new ResourceIdentifier(alien.ResourceId));
        }

        Assert.Empty(_azure.Requests);

        Task Refused(ResourceIdentifier id) =>
            Assert.ThrowsAsync<CloudRefusedException>(() => arm.GetSqlDatabaseResource(id).DeleteAsync(WaitUntil.Started, Cancel));
    }

    [Theory]
    [InlineData("/subscriptions/s/resourceGroups/production", "DELETE")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/orders/failover", "POST")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/orders/pause", "POST")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/microsoft.sql/servers/prod%2Fdatabases/orders", "DELETE")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod", "PATCH")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/administrators/ActiveDirectory", "PATCH")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/orders/transparentDataEncryption/current", "PATCH")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/orders/operations/1", "PATCH")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/orders/operations/1/cancel", "PATCH")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/importExport/operations/1/cancel", "POST")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/servers/prod/databases/orders", "POST")]
    [InlineData("/subscriptions/s/resourceGroups/production/providers/Microsoft.Sql/managedInstances/prod/databases/orders", "PATCH")]
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
