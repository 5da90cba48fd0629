using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Local.Tests.Hosting.Samples;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class DurableFunctionTests
{
    [Fact]
    public async Task A_request_starts_an_orchestration_that_runs_activities_and_waits_in_emulated_time()
    {
        await using var app = await HostedApp.StartAsync([typeof(DurableSamples)]);

        var reply = await StartAndFinishAsync(app);

        Assert.Equal("""{"text":"Hello Ada","mood":"Busy","at":"2026-03-01T08:30:00Z"}""", reply);
        Assert.Equal(["Say:Ada:True", "Count:42"], app.Recorder.Lines);
    }

    [Fact]
    public async Task Payloads_follow_the_json_options_that_the_app_configures()
    {
        await using var app = await HostedApp.StartAsync(
            [typeof(DurableSamples)],
            configure: builder => builder.Services.Configure<JsonSerializerOptions>(json => json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper));

        Assert.Equal("""{"TEXT":"Hello Ada","MOOD":1,"AT":"2026-03-01T08:30:00Z"}""", await StartAndFinishAsync(app));
    }

    private static async Task<string?> StartAndFinishAsync(HostedApp app)
    {
        var token = TestContext.Current.CancellationToken;
        var answer = await app.Http.PostAsync("/api/start/greeting-1", null, token);
        Assert.Equal("greeting-1", await answer.Content.ReadAsStringAsync(token));

        await app.RunForAsync(TimeSpan.FromHours(1));

        var instance = await app.Host.Client.GetInstanceAsync("greeting-1", getInputsAndOutputs: true, token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance?.RuntimeStatus);
        return instance?.SerializedOutput;
    }
}
