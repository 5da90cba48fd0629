using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Local.Tests.Hosting.Samples;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class RequestTimeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_clock_stands_still_while_a_request_is_served()
    {
        var gate = new SlowSamples.Gate();
        await using var app = await StartAsync(gate);
        var answer = app.Http.GetFromJsonAsync<JsonElement>("/api/wait", Token);
        await gate.Entered.Task.WaitAsync(Token);

        var run = app.RunForAsync(TimeSpan.FromHours(1));
        Assert.False(run.IsCompleted);
        Assert.Equal(HostedApp.Start, app.Host.Clock.GetUtcNow());
        gate.Opened.SetResult();
        await run;

        Assert.Equal(HostedApp.Start, (await answer).GetProperty("before").GetDateTimeOffset());
        Assert.Equal(HostedApp.Start, (await answer).GetProperty("after").GetDateTimeOffset());
        Assert.Equal(HostedApp.Start.AddHours(1), app.Host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_stream_does_not_stop_time()
    {
        var gate = new SlowSamples.Gate();
        await using var app = await StartAsync(gate);
        using var answer = await app.Http.GetAsync("/api/stream", HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        Assert.Equal("begun", await reader.ReadLineAsync(Token));

        await app.RunForAsync(TimeSpan.FromHours(1));
        gate.Opened.SetResult();

        Assert.Equal("ended", await reader.ReadLineAsync(Token));
        Assert.Equal(HostedApp.Start.AddHours(1), app.Host.Clock.GetUtcNow());
    }

    private static Task<HostedApp> StartAsync(SlowSamples.Gate gate)
        => HostedApp.StartAsync([typeof(SlowSamples)], configure: builder => builder.Services.AddSingleton(gate));
}
