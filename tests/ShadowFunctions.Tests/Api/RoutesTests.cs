using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Tests.Api;

/// <summary>Every route answers as documented when all is well.</summary>
public class RoutesTests
{
    private static readonly string[] Http =
    [
        "ApproveDecision", "AskShadow", "DeleteScenario", "DeleteStore", "GetConfiguration", "GetCycle", "GetDecisions", "GetDoctor", "GetFleet", "GetOperations", "GetOutlook", "GetPlan",
        "GetPrediction", "GetShadow", "GetStore", "ListCycles", "ListScenarios", "ListStores", "PauseFleet", "PauseStore", "PutScenario", "PutStore",
        "ReceiveAlert", "RejectDecision", "RemoveTriggers", "ResumeFleet", "ResumeStore", "StartCycle",
    ];

    [Fact]
    public async Task The_app_has_exactly_the_functions_of_its_flow_and_of_its_API()
    {
        await using var world = await FleetWorld.OpenAsync();

        var listed = (await world.GetAsync("admin/functions")).AsArray().Select(f => (Name: Text(f, "name"), Trigger: Text(f, "trigger"))).ToList();

        Assert.Equal(AppFunctions.OfTheFlow.Concat(Http).Order(StringComparer.Ordinal), listed.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.All(listed, f => Assert.Equal(
            Http.Contains(f.Name) ? "Http" : f.Name is Names.CycleTimer or Names.Housekeeping ? "Timer" : f.Name.EndsWith("Orchestrator", StringComparison.Ordinal) ? "Orchestration" : "Activity",
            f.Trigger));
    }

    [Fact]
    public async Task A_store_is_registered_read_changed_paused_and_removed()
    {
        await using var world = await FleetWorld.OpenAsync();

        Assert.Equal(HttpStatusCode.Created, await StatusAsync(world, HttpMethod.Put, "api/stores/new", StoreBody.Good));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, HttpMethod.Put, "api/stores/new", StoreBody.Good));
        Assert.Equal("recommend", Text(await world.GetAsync("api/stores/new"), "mode"));
        Assert.Equal(["calm", "new", "short"], (await world.GetAsync("api/stores")).AsArray().Select(s => Text(s, "id")));
        Assert.Equal("GP_Gen5", Text((await world.GetAsync("api/stores/new/configuration"))["preAllocation"], "ladder"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, HttpMethod.Post, "api/stores/new/pause"));
        Assert.True((await world.GetAsync("api/stores/new"))["paused"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, HttpMethod.Post, "api/stores/new/resume"));
        Assert.False((await world.GetAsync("api/stores/new"))["paused"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(world, HttpMethod.Delete, "api/stores/new"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(world, HttpMethod.Get, "api/stores/new"));
    }

    [Fact]
    public async Task A_store_without_a_capacity_model_says_why_and_what_to_do()
    {
        await using var world = await FleetWorld.OpenAsync();
        await StatusAsync(world, HttpMethod.Put, "api/stores/new", StoreBody.Good);

        async Task<string?> WhyAsync(string store) => (string?)(await world.GetAsync($"api/stores/{store}/shadow"))["whyNoCapacityModel"];
        Assert.Equal("The store names no productionConnection: nothing is sampled, and its statements are not seen.", await WhyAsync("new"));
        Assert.Equal("Nothing is learned yet: production's statements are read with the store's next pass in a cycle.", await WhyAsync("calm"));
    }

    [Fact]
    public async Task A_scenario_is_announced_listed_changed_and_taken_back()
    {
        await using var world = await FleetWorld.OpenAsync();
        const string Sale = """{"startLocal":"2026-09-01T08:00:00","endLocal":"2026-09-01T10:00:00","timeZone":"Europe/Berlin","multiplier":3}""";

        Assert.Equal(HttpStatusCode.Created, await StatusAsync(world, HttpMethod.Put, "api/stores/calm/scenarios/sale", Sale));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, HttpMethod.Put, "api/stores/calm/scenarios/sale", Sale));
        var listed = Assert.Single((await world.GetAsync("api/stores/calm/scenarios")).AsArray());
        Assert.Equal(("sale", "Europe/Berlin"), (Text(listed, "name"), Text(listed, "timeZone")));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(world, HttpMethod.Delete, "api/stores/calm/scenarios/sale"));
        Assert.Empty((await world.GetAsync("api/stores/calm/scenarios")).AsArray());
    }

    [Fact]
    public async Task A_cycle_is_started_and_leaves_prediction_plan_decision_change_and_shadow()
    {
        await using var world = await FleetWorld.OpenAsync();
        using var answer = await world.SendAsync(HttpMethod.Post, "api/cycles");
        await AssertOwnStatusAsync(answer);
        await world.IdleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(20));

        var status = await world.GetAsync(answer.Headers.Location!.OriginalString.TrimStart('/'));

        Assert.Equal(["completed", "completed"], status["stores"]!.AsArray().Select(s => Text(s, "status")));
        Assert.Equal("dispatched", Text(status["cycle"], "status"));
        Assert.Single((await world.GetAsync("api/cycles")).AsArray());
        Assert.Equal("short", Text(await world.GetAsync("api/stores/short/prediction"), "storeId"));
        var skill = (await world.GetAsync("api/stores/calm/prediction"))["resources"]![0]!["forecast"]!["skill"]![0]!;
        Assert.Equal(5, skill["minutesAhead"]!.GetValue<int>());
        Assert.True(skill["count"]!.GetValue<int>() >= 24);
        Assert.Equal(skill["levels"]!.AsArray().Count, skill["coverage"]!.AsArray().Count);
        Assert.Equal("short", Text(await world.GetAsync("api/stores/short/plan"), "storeId"));
        Assert.Equal(48, (await world.GetAsync("api/stores/short/outlook"))["hours"]!.AsArray().Count);
        Assert.Equal("apply", Text((await world.GetAsync("api/stores/short/decisions"))[0], "outcome"));
        Assert.Equal("verified", Text((await world.GetAsync("api/stores/short/operations"))[0], "status"));
        Assert.Equal("keep", Text((await world.GetAsync("api/stores/calm/decisions?top=1"))[0], "outcome"));
        Assert.Empty((await world.GetAsync("api/stores/calm/operations")).AsArray());
        Assert.True((await world.GetAsync("api/stores/calm/shadow"))["shadow"]!["replicatedRows"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task A_stopped_fleet_decides_but_changes_nothing_until_it_goes_on()
    {
        await using var world = await FleetWorld.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, HttpMethod.Post, "api/fleet/pause", """{"reason":"migration"}"""));
        Assert.Equal("migration", Text(await world.GetAsync("api/fleet"), "reason"));

        await world.RunCycleAsync();

        Assert.Equal("refused", Text((await world.GetAsync("api/stores/short/decisions"))[0], "outcome"));
        Assert.Empty((await world.GetAsync("api/stores/short/operations")).AsArray());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, HttpMethod.Post, "api/fleet/resume"));
        Assert.False((await world.GetAsync("api/fleet"))["paused"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_alert_starts_one_cycle_for_the_store_that_it_names_however_often_it_comes()
    {
        await using var world = await FleetWorld.OpenAsync();
        var target = Text(await world.GetAsync("api/stores/short"), "resourceId");
        string Alert(string condition) => $$"""
            {"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"alertId":"a1","monitorCondition":"{{condition}}",
            "firedDateTime":"2026-08-31T05:59:00Z","alertTargetIDs":["{{target.ToUpperInvariant()}}"] } } }
            """;

        using var first = await world.SendAsync(HttpMethod.Post, "api/alerts", Alert("Fired"));
        await AssertOwnStatusAsync(first);
        await world.IdleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(3));
        using var again = await world.SendAsync(HttpMethod.Post, "api/alerts", Alert("Fired"));
        await world.IdleAsync();

        var cycle = Assert.Single((await world.GetAsync("api/cycles")).AsArray());
        Assert.Equal(["short"], cycle!["storeIds"]!.AsArray().Select(s => s!.GetValue<string>()));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Empty((await world.GetAsync("api/stores/calm/decisions")).AsArray());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, HttpMethod.Post, "api/alerts", Alert("Resolved")));
        Assert.Single((await world.GetAsync("api/cycles")).AsArray());
    }

    [Fact]
    public async Task Of_an_alert_that_is_delivered_many_times_at_once_exactly_one_cycle_comes()
    {
        await using var world = await FleetWorld.OpenAsync();
        var target = Text(await world.GetAsync("api/stores/short"), "resourceId");
        var alert = $$"""
            {"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"alertId":"a1","monitorCondition":"Fired",
            "firedDateTime":"2026-08-31T05:59:00Z","alertTargetIDs":["{{target}}"] } } }
            """;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.SendAsync(HttpMethod.Post, "api/alerts", alert)));
        await world.IdleAsync();

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Accepted, a.StatusCode));
        Assert.Single(answers.Select(a => a.Headers.Location).Distinct());
        Assert.Single((await world.GetAsync("api/cycles")).AsArray());
        Assert.Single((await world.GetAsync("api/stores/short/decisions")).AsArray());
    }

    [Fact]
    public async Task One_call_takes_the_reactive_net_of_all_stores_away_for_good()
    {
        await using var world = await FleetWorld.OpenAsync();
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(30));
        var control = world.Fleet.Services.GetRequiredService<ITriggerControl>();
        var stores = await world.Fleet.Services.GetRequiredService<StoreRepository>().ListAsync(TestContext.Current.CancellationToken);
        Assert.All(stores, s => Assert.NotNull(control.ReadAsync(s, TestContext.Current.CancellationToken).Result));

        using var answer = await world.SendAsync(HttpMethod.Delete, "api/triggers");
        await AssertOwnStatusAsync(answer);
        await world.IdleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(30));
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(30));

        foreach (var store in stores)
        {
            Assert.Null(await control.ReadAsync(store, TestContext.Current.CancellationToken));
            Assert.False((await world.GetAsync($"api/stores/{store.Id}/configuration"))["triggers"]!["enabled"]!.GetValue<bool>());
            Assert.Null((await world.GetAsync($"api/stores/{store.Id}/shadow"))["triggers"]);
        }
    }

    [Theory]
    [InlineData("approve", "apply", "approved", 1)]
    [InlineData("reject", "rejected", "rejectedByOwner", 0)]
    [InlineData(null, "rejected", "approvalExpired", 0)]
    public async Task An_owner_approves_rejects_or_lets_a_change_expire(string? answer, string outcome, string reason, int operations)
    {
        await using var world = await FleetWorld.OpenAsync();
        await world.AskOwnerOfAsync(FleetWorld.Short);
        var decision = $"{FleetWorld.Short}-{await world.RunCycleAsync()}";
        Assert.Equal("awaitingApproval", Text((await world.GetAsync("api/stores/short/decisions"))[0], "outcome"));
        Assert.Empty((await world.GetAsync("api/stores/short/operations")).AsArray());

        if (answer is not null)
        {
            using var accepted = await world.SendAsync(HttpMethod.Post, $"api/stores/short/decisions/{decision}/{answer}", """{"by":"owner"}""");
            await AssertOwnStatusAsync(accepted);
            await world.IdleAsync();
        }

        await world.PassAsync(TimeSpan.FromMinutes(35));

        var decided = (await world.GetAsync("api/stores/short/decisions"))[0]!;
        Assert.Equal((decision, outcome), (Text(decided, "id"), Text(decided, "outcome")));
        Assert.Equal(reason, Text(decided["reasons"]!.AsArray()[^1], "code"));
        Assert.Equal(operations, (await world.GetAsync("api/stores/short/operations")).AsArray().Count(o => Text(o, "status") == "verified"));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(world, HttpMethod.Post, $"api/stores/short/decisions/{decision}/approve"));
    }

    private static async Task AssertOwnStatusAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.StartsWith("/api/", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var all = answer.Headers + await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("/runtime/webhooks", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("code=", all, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<HttpStatusCode> StatusAsync(FleetWorld world, HttpMethod method, string path, string? body = null)
    {
        using var answer = await world.SendAsync(method, path, body);
        return answer.StatusCode;
    }

    private static string Text(JsonNode? node, string property) => node?[property]?.GetValue<string>() ?? "";
}
