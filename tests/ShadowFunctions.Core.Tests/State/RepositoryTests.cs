using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Core.Tests.State;

public sealed class RepositoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 19, 0, 0, TimeSpan.Zero);
    private readonly MemoryStateStore _state = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stores_are_listed_in_order_of_their_ids_and_written_under_their_version()
    {
        var stores = new StoreRepository(_state);
        var etag = await stores.PutAsync(MakeStore("b"), null, Cancel);
        await stores.PutAsync(MakeStore("a"), null, Cancel);

        await stores.PutAsync(MakeStore("b") with { Paused = true }, etag, Cancel);

        Assert.Equal(["a", "b"], (await stores.ListAsync(Cancel)).Select(s => s.Id));
        Assert.True((await stores.GetAsync("b", Cancel))!.Value.Paused);
        await Assert.ThrowsAsync<ConcurrencyException>(() => stores.PutAsync(MakeStore("b"), etag, Cancel));
        await stores.DeleteAsync("a", Cancel);
        Assert.Null(await stores.GetAsync("a", Cancel));
    }

    [Fact]
    public async Task An_operation_keeps_its_first_intent_and_is_updated_under_its_version()
    {
        var operations = new ScaleOperationRepository(_state);
        var intended = await operations.IntendAsync(MakeOperation("s-20261122T1900Z"), Cancel);

        var again = await operations.IntendAsync(MakeOperation("s-20261122T1900Z") with { To = "GP_Gen5_80" }, Cancel);
        await operations.UpdateAsync(intended.Value with { Status = ScaleOperationStatus.InProgress }, intended.ETag, Cancel);

        Assert.Equal(intended, again);
        Assert.Equal(ScaleOperationStatus.InProgress, (await operations.LatestAsync("s", Cancel))!.Value.Status);
        await Assert.ThrowsAsync<ConcurrencyException>(() => operations.UpdateAsync(intended.Value, intended.ETag, Cancel));
    }

    [Fact]
    public async Task The_latest_operation_is_that_of_the_newest_cycle()
    {
        var operations = new ScaleOperationRepository(_state);
        Assert.Null(await operations.LatestAsync("s", Cancel));
        await operations.IntendAsync(MakeOperation("s-20261122T1905Z"), Cancel);
        await operations.IntendAsync(MakeOperation("s-20261122T1900Z"), Cancel);

        Assert.Equal("s-20261122T1905Z", (await operations.LatestAsync("s", Cancel))!.Value.Id);
        Assert.Equal(["s-20261122T1905Z", "s-20261122T1900Z"], (await operations.LatestAsync("s", 5, Cancel)).Select(o => o.Id));
        Assert.Equal("s-20261122T1900Z", (await operations.FindAsync("s", "s-20261122T1900Z", Cancel))!.Value.Id);
    }

    [Fact]
    public async Task Scenarios_belong_to_a_store_and_go_by_name()
    {
        var scenarios = new ScenarioRepository(_state);
        await scenarios.PutAsync("s", MakeScenario("sale") with { Multiplier = 3 }, null, Cancel);
        await scenarios.PutAsync("s", MakeScenario("launch") with { Rates = new Dictionary<string, double> { ["q1"] = 7.5 } }, null, Cancel);
        await scenarios.PutAsync("t", MakeScenario("other"), null, Cancel);

        Assert.Equal(["launch", "sale"], (await scenarios.ListAsync("s", Cancel)).Select(s => s.Name));
        Assert.Equal(7.5, (await scenarios.GetAsync("s", "launch", Cancel))!.Value.Rates!["q1"]);
        await scenarios.DeleteAsync("s", "sale", Cancel);
        Assert.Single(await scenarios.ListAsync("s", Cancel));
    }

    [Fact]
    public async Task A_prediction_and_its_plan_come_back_whole()
    {
        var predictions = new PredictionRepository(_state);
        var forecast = new DemandForecast
        {
            Resource = ResourceKind.CpuVCores,
            Origin = Now,
            StepMinutes = 5,
            Levels = [0.5, 0.95],
            Values = [[1, 2], [3, double.PositiveInfinity]],
            Method = "seasonal",
        };
        var prediction = new ResourcePrediction
        {
            StoreId = "s",
            CycleId = "20261122T1900Z",
            CreatedAt = Now,
            LeadTimeMinutes = 7,
            Resources = [new PredictedResource(forecast, default)],
        };
        var plan = new CapacityPlan { StoreId = "s", CycleId = "20261122T1900Z", CreatedAt = Now, Steps = [new(Now, "GP_Gen5_2")] };

        await predictions.PutAsync("s", new(prediction, plan), "*", Cancel);
        var read = (await predictions.GetAsync("s", Cancel))!.Value;

        Assert.Equivalent(new PredictionWithPlan(prediction, plan), read, strict: true);
        Assert.Equal([3, double.PositiveInfinity], read.Prediction[ResourceKind.CpuVCores]!.Forecast.Values[1]);
        Assert.Single(await predictions.ListAsync(Cancel));
    }

    [Fact]
    public async Task Documents_of_one_store_each_have_their_own_place()
    {
        var shadows = new ShadowStateRepository(_state);
        var triggers = new TriggerRepository(_state);
        var models = new CapacityModelRepository(_state);
        await shadows.PutAsync("s", new ShadowState { StoreId = "s", RowsPerSecond = 5 }, null, Cancel);
        await triggers.PutAsync("s", new TriggerSettings { ForSize = "GP_Gen5_2", ComputedAt = Now }, null, Cancel);
        await models.PutAsync("s", new CapacityModel { StoreId = "s", FittedAt = Now, RecordedRates = new Dictionary<string, double> { ["q"] = 1 } }, null, Cancel);

        Assert.Equal(5, (await shadows.GetAsync("s", Cancel))!.Value.RowsPerSecond);
        Assert.Equal("GP_Gen5_2", (await triggers.GetAsync("s", Cancel))!.Value.ForSize);
        Assert.Equal(1, (await models.GetAsync("s", Cancel))!.Value.RecordedRates["q"]);
        await shadows.DeleteAsync("s", Cancel);
        Assert.Null(await shadows.GetAsync("s", Cancel));
        Assert.NotNull(await triggers.GetAsync("s", Cancel));
    }

    [Fact]
    public async Task The_fleet_is_not_paused_until_someone_pauses_it()
    {
        var control = new FleetControlRepository(_state);
        Assert.Equal(new FleetControl(), await control.GetAsync(Cancel));

        await control.PutAsync(new FleetControl(true, "incident 7"), Cancel);
        await control.PutAsync(new FleetControl(true, "incident 8"), Cancel);

        Assert.Equal(new FleetControl(true, "incident 8"), await control.GetAsync(Cancel));
    }

    private static Store MakeStore(string id) => new() { Id = id, ResourceId = $"/subscriptions/x/{id}", Region = "westeurope" };

    private static Scenario MakeScenario(string name) => new() { Name = name, StartLocal = Now.DateTime, EndLocal = Now.DateTime.AddHours(1) };

    private static ScaleOperation MakeOperation(string id) => new()
    {
        Id = id,
        StoreId = "s",
        DecisionId = id,
        From = "GP_Gen5_2",
        To = "GP_Gen5_4",
        IntendedAt = Now,
        Deadline = Now.AddHours(1),
    };
}
