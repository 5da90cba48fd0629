using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Tests.Durable;

public sealed class ManagementTests : IAsyncLifetime
{
    private readonly EngineFixture _fixture = new();
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        await _fixture
            .Orchestrator("Echo", context => Task.FromResult<object?>(context.GetInput<JsonNode>()))
            .Orchestrator("Fail", _ => throw new InvalidOperationException("failed"))
            .Orchestrator("Wait", async context =>
            {
                context.SetCustomStatus("waiting");
                return await context.WaitForExternalEvent<JsonNode>("Go");
            })
            .OpenAsync();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_fixture.Engine);
        _app = builder.Build();
        _app.MapDurableManagement();
        await _app.StartAsync(EngineFixture.Cancel);
        string address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _http = new HttpClient { BaseAddress = new Uri(address + DurableManagement.BasePath + "/") };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Starting_answers_with_addresses_that_lead_to_the_result()
    {
        HttpResponseMessage start = await PostAsync("orchestrators/Echo/one", new { Speed = 3 });

        Assert.Equal(HttpStatusCode.Accepted, start.StatusCode);
        JsonNode payload = (await start.Content.ReadFromJsonAsync<JsonNode>(EngineFixture.Cancel))!;
        Assert.Equal("one", (string?)payload["id"]);
        Assert.Equal(start.Headers.Location!.ToString(), (string?)payload["statusQueryGetUri"]);
        Assert.Contains("/instances/one/raiseEvent/{eventName}", (string?)payload["sendEventPostUri"], StringComparison.Ordinal);
        await _fixture.IdleAsync();

        HttpResponseMessage status = await _http.GetAsync(start.Headers.Location, EngineFixture.Cancel);
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
        JsonNode body = await BodyAsync(status);
        Assert.Equal("Completed", (string?)body["runtimeStatus"]);
        Assert.Equal(3, (int?)body["output"]!["speed"]);
        Assert.Equal(3, (int?)body["input"]!["speed"]);
        Assert.Equal("2026-11-22T00:00:00Z", (string?)body["createdTime"]);
    }

    [Fact]
    public async Task A_running_instance_answers_202_and_takes_events()
    {
        await PostAsync("orchestrators/Wait/w");
        await _fixture.IdleAsync();

        HttpResponseMessage running = await _http.GetAsync("instances/w?showHistory=true", EngineFixture.Cancel);
        Assert.Equal(HttpStatusCode.Accepted, running.StatusCode);
        Assert.NotNull(running.Headers.Location);
        Assert.NotNull(running.Headers.RetryAfter);
        JsonNode body = await BodyAsync(running);
        Assert.Equal("waiting", (string?)body["customStatus"]);
        Assert.Equal("ExecutionStarted", (string?)body["historyEvents"]![1]!["EventType"]);

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/w/raiseEvent/go", 5)).StatusCode);
        await _fixture.IdleAsync();
        Assert.Equal(5, (int?)(await BodyAsync(await _http.GetAsync("instances/w", EngineFixture.Cancel)))["output"]);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync("instances/w/raiseEvent/go", 5)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "instances/missing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "instances/missing", HttpStatusCode.NotFound)]
    [InlineData("POST", "instances/missing/terminate", HttpStatusCode.NotFound)]
    [InlineData("POST", "instances/missing/suspend", HttpStatusCode.NotFound)]
    [InlineData("POST", "instances/missing/resume", HttpStatusCode.NotFound)]
    [InlineData("POST", "instances/missing/restart", HttpStatusCode.NotFound)]
    [InlineData("POST", "instances/missing/raiseEvent/x", HttpStatusCode.NotFound)]
    [InlineData("POST", "orchestrators/Missing", HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "instances", HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "instances?createdTimeFrom=2026-01-01T00:00:00Z", HttpStatusCode.NotFound)]
    [InlineData("GET", "instances?runtimeStatus=Sleeping", HttpStatusCode.BadRequest)]
    [InlineData("POST", "instances/missing/rewind", HttpStatusCode.NotImplemented)]
    public async Task Mistakes_get_their_status_code(string method, string path, HttpStatusCode expected)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);

        HttpResponseMessage response = await _http.SendAsync(request, EngineFixture.Cancel);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_refused()
    {
        using StringContent text = new("not json");

        HttpResponseMessage response = await _http.PostAsync("orchestrators/Echo", text, EngineFixture.Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_failed_instance_answers_500_only_when_asked()
    {
        await PostAsync("orchestrators/Fail/f");
        await _fixture.IdleAsync();

        HttpResponseMessage plain = await _http.GetAsync("instances/f", EngineFixture.Cancel);
        HttpResponseMessage asked = await _http.GetAsync("instances/f?returnInternalServerErrorOnFailure=true", EngineFixture.Cancel);

        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, asked.StatusCode);
        Assert.Equal("failed", (string?)(await BodyAsync(plain))["output"]);
    }

    [Fact]
    public async Task Suspend_resume_terminate_restart_and_purge_work_over_http()
    {
        await PostAsync("orchestrators/Wait/w");
        await _fixture.IdleAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/w/suspend?reason=lunch")).StatusCode);
        await _fixture.IdleAsync();
        Assert.Equal("Suspended", await StatusAsync("w"));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/w/resume")).StatusCode);
        await _fixture.IdleAsync();
        Assert.Equal("Running", await StatusAsync("w"));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("orchestrators/Wait/w")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/w/terminate?reason=enough")).StatusCode);
        await _fixture.IdleAsync();
        Assert.Equal("Terminated", await StatusAsync("w"));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("instances/w/restart?restartWithNewInstanceId=false")).StatusCode);
        await PostAsync("instances/w/terminate");
        await _fixture.IdleAsync();

        HttpResponseMessage purged = await _http.DeleteAsync("instances/w", EngineFixture.Cancel);

        Assert.Equal(1, (int?)(await BodyAsync(purged))["instancesDeleted"]);
    }

    [Fact]
    public async Task Listing_pages_by_the_continuation_header()
    {
        for (int i = 0; i < 3; i++)
        {
            await PostAsync($"orchestrators/Echo/e{i}");
        }

        await _fixture.IdleAsync();
        HttpResponseMessage first = await _http.GetAsync("instances?top=2&runtimeStatus=Completed,Failed", EngineFixture.Cancel);
        string token = Assert.Single(first.Headers.GetValues("x-ms-continuation-token"));
        using HttpRequestMessage next = new(HttpMethod.Get, "instances?top=2");
        next.Headers.Add("x-ms-continuation-token", token);
        HttpResponseMessage second = await _http.SendAsync(next, EngineFixture.Cancel);

        Assert.Equal(2, (await BodyAsync(first)).AsArray().Count);
        Assert.Equal("e2", (string?)Assert.Single((await BodyAsync(second)).AsArray())!["instanceId"]);
        Assert.False(second.Headers.Contains("x-ms-continuation-token"));
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(EngineFixture.Cancel))!;

    private async Task<string?> StatusAsync(string id) =>
        (string?)(await BodyAsync(await _http.GetAsync($"instances/{id}", EngineFixture.Cancel)))["runtimeStatus"];

    private Task<HttpResponseMessage> PostAsync(string path, object? body = null) => body is null
        ? _http.PostAsync(path, null, EngineFixture.Cancel)
        : _http.PostAsJsonAsync(path, body, EngineFixture.Cancel);
}
