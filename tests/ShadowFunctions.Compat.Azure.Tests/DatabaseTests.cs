using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;

namespace ShadowFunctions.Compat.Azure.Tests;

public sealed class DatabaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_asks_with_the_default_version_and_a_token_for_the_management_audience()
    {
        ScriptedService service = new ScriptedService().Answer(200, Clients.DatabaseJson("GP_Gen5"));

        SqlDatabaseResource database = await Clients.Database(service).GetAsync(cancellationToken: Stop);

        RecordedRequest request = Assert.Single(service.Requests);
        Assert.Equal($"{Clients.DatabaseId}?api-version=2023-08-01", request.PathAndQuery);
        Assert.Contains("https://management.azure.com", request.Authorization, StringComparison.Ordinal);
        Assert.Equal(("orders", AzureLocation.WestEurope, 4), (database.Data.Name, database.Data.Location, database.Data.Sku.Capacity));
        Assert.Equal("GP_Gen5_4", database.Data.CurrentServiceObjectiveName);
    }

    [Fact]
    public async Task The_version_can_be_overridden_per_resource_type()
    {
        ScriptedService service = new ScriptedService().Answer(200, Clients.DatabaseJson("GP_Gen5"));
        ArmClient client = Clients.Arm(service, options => options.SetApiVersion(SqlDatabaseResource.ResourceType, "2025-01-01"));

        await client.GetSqlDatabaseResource(Clients.DatabaseId).GetAsync(expand: "x", cancellationToken: Stop);

        Assert.Equal("2025-01-01", service.Requests[0].Query("api-version"));
        Assert.Equal("x", service.Requests[0].Query("$expand"));
    }

    [Fact]
    public async Task A_patch_sends_only_what_is_set()
    {
        ScriptedService service = new ScriptedService().Answer(200, Clients.DatabaseJson("GP_S_Gen5"));
        SqlDatabasePatch patch = new()
        {
            Sku = new SqlSku("GP_S_Gen5") { Tier = "GeneralPurpose", Capacity = 4 },
            MinCapacity = 0.5,
            AutoPauseDelay = -1,
            Tags = { ["role"] = "shadow" },
        };

        await Clients.Database(service).UpdateAsync(WaitUntil.Completed, patch, Stop);

        AssertJson(
            """
            {"sku":{"name":"GP_S_Gen5","tier":"GeneralPurpose","capacity":4},"tags":{"role":"shadow"},
             "properties":{"autoPauseDelay":-1,"minCapacity":0.5} }
            """,
            service.Requests[0]);
    }

    [Fact]
    public async Task A_copy_names_its_source()
    {
        ScriptedService service = new ScriptedService().Answer(201, Clients.DatabaseJson("GP_S_Gen5", "Copying"));
        SqlDatabaseData data = new(AzureLocation.WestEurope)
        {
            CreateMode = SqlDatabaseCreateMode.Copy,
            SourceDatabaseId = Clients.DatabaseId,
            RequestedBackupStorageRedundancy = SqlBackupStorageRedundancy.Local,
            Tags = { ["role"] = "shadow" },
        };

        ArmOperation<SqlDatabaseResource> operation = await Databases(service).CreateOrUpdateAsync(WaitUntil.Started, "a shadow", data, Stop);

        Assert.Equal(SqlDatabaseStatus.Copying, operation.Value.Data.Status);
        Assert.EndsWith("/servers/srv/databases/a%20shadow", service.Requests[0].Uri.AbsolutePath, StringComparison.Ordinal);
        AssertJson(
            $$"""
            {"location":"westeurope","tags":{"role":"shadow"},
             "properties":{"createMode":"Copy","sourceDatabaseId":"{{Clients.DatabaseId}}","requestedBackupStorageRedundancy":"Local"} }
            """,
            service.Requests[0]);
    }

    [Fact]
    public async Task A_list_follows_its_next_links()
    {
        const string Next = "https://management.azure.com/next?api-version=2021-11-01&$skipToken=abc";
        ScriptedService service = new ScriptedService()
            .Answer(200, $$"""{"value":[{{Clients.DatabaseJson("S0")}},{{Clients.DatabaseJson("S1")}}],"nextLink":"{{Next}}"}""")
            .Answer(200, $$"""{"value":[{{Clients.DatabaseJson("S2")}}]}""");

        List<string> sizes = [];
        await foreach (SqlDatabaseResource database in Databases(service).GetAllAsync(cancellationToken: Stop))
        {
            sizes.Add(database.Data.Sku.Name);
        }

        Assert.Equal(["S0", "S1", "S2"], sizes);
        Assert.Equal(new Uri(Next), service.Requests[1].Uri);
    }

    [Fact]
    public void A_list_read_synchronously_can_continue_from_a_page()
    {
        const string Next = "https://management.azure.com/next?api-version=2021-11-01&$skipToken=abc";
        ScriptedService service = new ScriptedService()
            .Answer(200, $$"""{"value":[{{Clients.DatabaseJson("S0")}}],"nextLink":"{{Next}}"}""")
            .Answer(200, $$"""{"value":[{{Clients.DatabaseJson("S1")}}],"nextLink":null}""");

        Page<SqlDatabaseResource> first = Databases(service).GetAll(cancellationToken: Stop).AsPages().First();
        Page<SqlDatabaseResource> second = Databases(service).GetAll(cancellationToken: Stop).AsPages(first.ContinuationToken).Single();

        Assert.Equal("S1", second.Values.Single().Data.Sku.Name);
        Assert.Null(second.ContinuationToken);
    }

    [Fact]
    public async Task Absence_is_an_answer_and_not_an_error()
    {
        const string Missing = """{"error":{"code":"ResourceNotFound","message":"no such database"}}""";
        ScriptedService service = new ScriptedService().Answer(404, Missing).Answer(404, Missing).Answer(404, Missing);

        Assert.False(await Databases(service).ExistsAsync("orders", cancellationToken: Stop));
        NullableResponse<SqlDatabaseResource> found = await Databases(service).GetIfExistsAsync("orders", cancellationToken: Stop);
        Assert.False(found.HasValue);
        Assert.Equal(404, found.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => found.Value);
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Databases(service).GetAsync("orders", cancellationToken: Stop));
        Assert.Equal("ResourceNotFound", failure.ErrorCode);
    }

    [Fact]
    public async Task Presence_is_found()
    {
        ScriptedService service = new ScriptedService()
            .Answer(200, Clients.DatabaseJson("S0"))
            .Answer(200, Clients.DatabaseJson("S0"));

        Assert.True(await Databases(service).ExistsAsync("orders", cancellationToken: Stop));
        Assert.Equal("S0", Databases(service).GetIfExists("orders", cancellationToken: Stop).Value!.Data.Sku.Name);
    }

    [Fact]
    public async Task An_operation_is_cancelled_by_its_id()
    {
        Guid id = new("f779414b-e748-4925-8cfe-c8598f7660ae");
        ScriptedService service = new ScriptedService()
            .Answer(200)
            .Answer(409, """{"error":{"code":"CannotCancelOperation","message":"it has finished"}}""");

        Response response = await Clients.Database(service).CancelDatabaseOperationAsync(id, Stop);
        RequestFailedException failure = Assert.Throws<RequestFailedException>(
            () => Clients.Database(service).CancelDatabaseOperation(id, Stop));

        Assert.Equal(200, response.Status);
        Assert.Equal("CannotCancelOperation", failure.ErrorCode);
        Assert.All(service.Requests, request => Assert.Equal(
            ("POST", $"{Clients.DatabaseId}/operations/{id}/cancel"), (request.Method, request.Uri.AbsolutePath)));
    }

    [Fact]
    public void A_resource_made_from_an_id_says_that_it_has_no_data()
    {
        SqlDatabaseResource database = Clients.Database(new ScriptedService());

        Assert.False(database.HasData);
        Assert.Contains("call Get first", Assert.Throws<InvalidOperationException>(() => database.Data).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_of_another_type_is_refused()
    {
        ArmClient client = Clients.Arm(new ScriptedService());

        Assert.Throws<ArgumentException>(() => client.GetSqlDatabaseResource(Clients.PoolId));
        Assert.Throws<ArgumentException>(() => client.GetElasticPoolResource(Clients.DatabaseId));
    }

    [Fact]
    public async Task The_servers_of_a_subscription_are_listed()
    {
        ScriptedService service = new ScriptedService().Answer(200, $$"""
            {"value":[{"id":"{{Clients.DatabaseId.Parent}}","name":"srv","type":"Microsoft.Sql/servers","location":"westeurope",
             "properties":{"fullyQualifiedDomainName":"srv.database.windows.net","version":"12.0","state":"Ready"} }]}
            """);
        ArmClient client = Clients.Arm(service);
        List<SqlServerResource> servers = [];
        await foreach (SqlServerResource server in client
            .GetSubscriptionResource(new ResourceIdentifier($"/subscriptions/{Clients.Subscription}")).GetSqlServersAsync(cancellationToken: Stop))
        {
            servers.Add(server);
        }

        Assert.Equal("srv.database.windows.net", Assert.Single(servers).Data.FullyQualifiedDomainName);
        Assert.Equal($"/subscriptions/{Clients.Subscription}/providers/Microsoft.Sql/servers", service.Requests[0].Uri.AbsolutePath);
    }

    [Fact]
    public void Statuses_compare_without_case_and_accept_values_of_the_future()
    {
        Assert.Equal(SqlDatabaseStatus.Online, new SqlDatabaseStatus("online"));
        Assert.True("Thawing" == new SqlDatabaseStatus("Thawing"));
        Assert.NotEqual(SqlDatabaseStatus.Online, default);
    }

    private static SqlDatabaseCollection Databases(ScriptedService service) =>
        Clients.Arm(service).GetSqlServerResource(Clients.DatabaseId.Parent!).GetSqlDatabases();

    private static void AssertJson(string expected, RecordedRequest request) =>
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, request.Json), request.Body);
}
