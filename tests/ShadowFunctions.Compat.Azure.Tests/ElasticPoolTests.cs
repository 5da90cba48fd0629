using System.Text.Json;
using Azure;
using Azure.ResourceManager;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;

namespace ShadowFunctions.Compat.Azure.Tests;

public sealed class ElasticPoolTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_is_resized_with_its_limits_per_database()
    {
        ScriptedService service = new ScriptedService().Answer(200, Pool(16));
        ElasticPoolPatch patch = new()
        {
            Sku = new SqlSku("GP_Gen5") { Capacity = 16 },
            PerDatabaseSettings = new ElasticPoolPerDatabaseSettings { MinCapacity = 0, MaxCapacity = 8 },
            MaxSizeBytes = 2199023255552,
        };

        ArmOperation<ElasticPoolResource> operation = await Clients.Pool(service).UpdateAsync(WaitUntil.Completed, patch, Stop);

        Assert.Equal((16, ElasticPoolState.Ready), (operation.Value.Data.Sku.Capacity, operation.Value.Data.State));
        Assert.Equal(8, operation.Value.Data.PerDatabaseSettings.MaxCapacity);
        Assert.Equal("PATCH", service.Requests[0].Method);
        Assert.True(
            JsonElement.DeepEquals(
                JsonDocument.Parse(
                    """
                    {"sku":{"name":"GP_Gen5","capacity":16},
                     "properties":{"maxSizeBytes":2199023255552,"perDatabaseSettings":{"minCapacity":0,"maxCapacity":8}}}
                    """).RootElement,
                service.Requests[0].Json),
            service.Requests[0].Body);
    }

    [Fact]
    public async Task The_databases_and_operations_of_a_pool_are_listed()
    {
        ScriptedService service = new ScriptedService()
            .Answer(200, $$"""{"value":[{{Clients.DatabaseJson("ElasticPool")}}]}""")
            .Answer(200, """{"value":[{"name":"1","properties":{"state":"IN_PROGRESS","percentComplete":40,"isCancellable":true}}]}""");
        ElasticPoolResource pool = Clients.Pool(service);

        List<SqlDatabaseResource> databases = await pool.GetDatabasesAsync(Stop).ToListAsync(Stop);
        ElasticPoolOperationData operation = Assert.Single(pool.GetElasticPoolOperations(Stop));

        Assert.Equal(Clients.DatabaseId, Assert.Single(databases).Id);
        Assert.Equal(("IN_PROGRESS", 40, true), (operation.State, operation.PercentComplete, operation.IsCancellable));
        Assert.Equal([$"{Clients.PoolId}/databases", $"{Clients.PoolId}/operations"], service.Requests.Select(request => request.Uri.AbsolutePath));
    }

    [Fact]
    public async Task The_pools_of_a_server_are_listed_from_an_offset_and_read_by_name()
    {
        ScriptedService service = new ScriptedService().Answer(200, $$"""{"value":[{{Pool(2)}}]}""").Answer(200, Pool(4));
        ElasticPoolCollection pools = Clients.Arm(service).GetSqlServerResource(Clients.PoolId.Parent!).GetElasticPools();

        Assert.Equal(2, Assert.Single(await pools.GetAllAsync(skip: 7, Stop).ToListAsync(Stop)).Data.Sku.Capacity);
        Assert.Equal(4, (await pools.GetAsync("pool", Stop)).Value.Data.Sku.Capacity);

        Assert.Equal("7", service.Requests[0].Query("$skip"));
        Assert.Equal(Clients.PoolId.ToString(), service.Requests[1].Uri.AbsolutePath);
    }

    private static string Pool(int capacity) => $$"""
        {"id":"{{Clients.PoolId}}","name":"pool","type":"Microsoft.Sql/servers/elasticPools","location":"Japan East","kind":null,
         "sku":{"name":"GP_Gen5","capacity":{{capacity}}},"properties":{"state":"Ready","perDatabaseSettings":{"minCapacity":0.25,"maxCapacity":8} } }
        """;
}
