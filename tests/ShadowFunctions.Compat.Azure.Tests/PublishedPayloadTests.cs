using Azure.Core;
using Azure.Monitor.Query;
using Azure.Monitor.Query.Models;
using Azure.ResourceManager.Sql;
using Azure.ResourceManager.Sql.Models;

namespace ShadowFunctions.Compat.Azure.Tests;

/// <summary>What the specifications print must be read without loss of what a scaler needs.</summary>
public sealed class PublishedPayloadTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("*GetVCoreDatabase.json")]
    [InlineData("*GetDatabaseWith*.json")]
    [InlineData("*CreateVCoreDatabase*.json")]
    [InlineData("*CreateHyperscale*.json")]
    public async Task A_database_is_read(string pattern)
    {
        foreach (string answer in PublishedPayloads.Answers("sql", pattern))
        {
            SqlDatabaseData data = (await Clients.Database(new ScriptedService().Answer(200, answer)).GetAsync(cancellationToken: Stop)).Value.Data;

            Assert.Equal(("testdb", AzureLocation.SoutheastAsia, SqlDatabaseStatus.Online), (data.Name, data.Location, data.Status));
            Assert.NotNull(data.Sku.Capacity);
            Assert.NotNull(data.MaxSizeBytes);
            Assert.NotNull(data.CurrentServiceObjectiveName);
            Assert.Equal(2017, data.CreatedOn!.Value.Year);
        }
    }

    [Fact]
    public async Task A_size_written_as_text_by_the_2014_api_is_read()
    {
        string answer = Assert.Single(PublishedPayloads.Answers("sql", "2014-04-01_DatabaseUpdateMaxPatch.json"));

        SqlDatabaseResource database = await Clients.Database(new ScriptedService().Answer(200, answer)).GetAsync(cancellationToken: Stop);

        Assert.Equal(268435456000, database.Data.MaxSizeBytes);
    }

    [Fact]
    public void The_operations_and_usages_of_a_database_are_read()
    {
        ScriptedService service = new ScriptedService()
            .Answer(200, Assert.Single(PublishedPayloads.Answers("sql", "*ListDatabaseOperations.json")))
            .Answer(200, Assert.Single(PublishedPayloads.Answers("sql", "*GetDatabaseUsages.json")));
        SqlDatabaseResource database = Clients.Database(service);

        DatabaseOperationData[] operations = [.. database.GetDatabaseOperations(Stop)];
        DatabaseUsage usage = Assert.Single(database.GetDatabaseUsages(Stop));

        Assert.Equal([ManagementOperationState.Succeeded, ManagementOperationState.InProgress], operations.Select(operation => operation.State!.Value));
        Assert.Equal((19, true), (operations[1].PercentComplete, operations[1].IsCancellable));
        Assert.All(operations, operation => Assert.True(operation.StartOn < operation.EstimatedCompleteOn));
        Assert.Equal(("Database Size", 4194304.0, "Bytes"), (usage.DisplayName, usage.CurrentValue, usage.Unit));
    }

    [Fact]
    public async Task A_pool_and_its_operations_are_read()
    {
        foreach (string answer in PublishedPayloads.Answers("sql", "2023-08-01_ElasticPool*e*Properties.json")
            .Concat(PublishedPayloads.Answers("sql", "*ElasticPoolGet.json")))
        {
            ElasticPoolData data = (await Clients.Pool(new ScriptedService().Answer(200, answer)).GetAsync(Stop)).Value.Data;

            Assert.Equal((ElasticPoolState.Ready, AzureLocation.JapanEast), (data.State, data.Location));
            Assert.NotNull(data.Sku.Capacity);
            Assert.NotNull(data.PerDatabaseSettings.MaxCapacity);
        }

        string list = Assert.Single(PublishedPayloads.Answers("sql", "*ListElasticPoolOperations.json"));
        Assert.Equal(
            ["COMPLETED", "IN_PROGRESS"],
            Clients.Pool(new ScriptedService().Answer(200, list)).GetElasticPoolOperations(Stop).Select(operation => operation.State));
    }

    [Theory]
    [InlineData("*_GetMetric.json")]
    [InlineData("*_GetMetricError.json")]
    public async Task The_metrics_of_one_resource_are_read(string pattern)
    {
        foreach (string answer in PublishedPayloads.Answers("insights", pattern))
        {
            MetricsQueryClient client = new(Clients.Credential, Clients.Configured(new MetricsQueryClientOptions(), new ScriptedService().Answer(200, answer)));

            MetricsQueryResult result = await client.QueryResourceAsync("/r", ["m"], cancellationToken: Stop);

            Assert.NotNull(result.Granularity);
            Assert.True(result.TimeSpan.Start < result.TimeSpan.End);
            Assert.All(result.Metrics, metric => Assert.True(metric.TimeSeries.Count > 0 ^ metric.Error is not null));
            Assert.Contains(
                result.Metrics.SelectMany(metric => metric.TimeSeries).SelectMany(series => series.Values),
                value => value.Average is not null);
        }
    }

    [Fact]
    public async Task The_metrics_of_a_batch_are_read()
    {
        foreach (string answer in PublishedPayloads.Answers("insights", "*MetricBatch*.json"))
        {
            MetricsClient client = new(
                new Uri("https://westus2.metrics.monitor.azure.com"),
                Clients.Credential,
                Clients.Configured(new MetricsClientOptions(), new ScriptedService().Answer(200, answer)));

            MetricsQueryResourcesResult result = await client.QueryResourcesAsync([Clients.DatabaseId], ["m"], "n", cancellationToken: Stop);

            Assert.True(result.Values.Count > 1);
            Assert.All(result.Values, value => Assert.Contains(
                value.Metrics.SelectMany(metric => metric.TimeSeries).SelectMany(series => series.Values),
                point => point.Average is not null));
            Assert.Equal(result.Values.Count, result.Values.Select(value => value.Metrics[0].Id).Distinct().Count());
        }
    }
}
