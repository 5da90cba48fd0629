using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Monitor.Query;
using Azure.ResourceManager;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;
using ShadowFunctions.Local.Cloud;
using static ShadowFunctions.Local.Tests.Cloud.CloudFixture;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>The SDK's own clients, told nothing but another transport.</summary>
public class SdkClientTests
{
    [Fact]
    public async Task The_management_client_resizes_a_database_through_the_loopback()
    {
        await using var cloud = await StartAsync();
        using var transport = cloud.Cloud.CreateTransport();
        var arm = new ArmClient(new EmulatorCredential(), null, new ArmClientOptions { Transport = transport });
        var database = arm.GetSqlDatabaseResource(new ResourceIdentifier(Orders));

        var operation = await database.UpdateAsync(
            WaitUntil.Started, new SqlDatabasePatch { Sku = new SqlSku("GP_Gen5") { Tier = "GeneralPurpose", Capacity = 16 } }, TestContext.Current.CancellationToken);
        Assert.False(operation.HasCompleted);
        cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        _ = await operation.UpdateStatusAsync(TestContext.Current.CancellationToken);

        Assert.True(operation.HasCompleted);
        Assert.Equal("GP_Gen5_16", (await database.GetAsync(cancellationToken: TestContext.Current.CancellationToken)).Value.Data.CurrentServiceObjectiveName);
    }

    [Fact]
    public async Task The_metrics_client_reads_a_batch_through_the_loopback()
    {
        await using var cloud = await StartAsync();
        using var transport = cloud.Cloud.CreateTransport();
        var client = new MetricsClient(
            new Uri("https://westeurope.metrics.monitor.azure.com"), new EmulatorCredential(), new MetricsClientOptions { Transport = transport });
        var options = new MetricsQueryResourcesOptions { StartTime = Start.AddHours(-2), EndTime = Start.AddHours(-1), Granularity = TimeSpan.FromMinutes(1) };
        options.Aggregations.Add("average");

        var result = await client.QueryResourcesAsync(
            [new ResourceIdentifier(Orders), new ResourceIdentifier(Ledger)], ["cpu_used", "storage"], "Microsoft.Sql/servers/databases", options,
            TestContext.Current.CancellationToken);

        Assert.Equal(2, result.Value.Values.Count);
        Assert.Equal(60, result.Value.Values[0].Metrics[0].TimeSeries[0].Values.Count);
        Assert.All(result.Value.Values[0].Metrics[0].TimeSeries[0].Values, v => Assert.NotNull(v.Average));
    }

    [Fact]
    public async Task Any_other_host_is_refused_so_that_nothing_leaves_the_machine()
    {
        await using var cloud = await StartAsync();
        using var transport = cloud.Cloud.CreateTransport();
        var pipeline = HttpPipelineBuilder.Build(new ArmClientOptions { Transport = transport, Retry = { MaxRetries = 0 } });
        using var message = pipeline.CreateMessage();
        message.Request.Uri.Reset(new Uri("https://management.azure.com.example.org/"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.SendAsync(message, TestContext.Current.CancellationToken).AsTask());
        Assert.Contains("is not emulated", error.Message, StringComparison.Ordinal);
    }
}
