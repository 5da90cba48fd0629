using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ShadowFunctions.Local.Tests.Hosting.Samples;

namespace ShadowFunctions.Local.Tests.Hosting;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_wraps_requests_in_the_order_it_was_added()
    {
        await using var app = await HostedApp.StartAsync([typeof(HttpSamples)], configure: Trace);

        await app.Http.GetAsync("/api/clock", TestContext.Current.CancellationToken);

        Assert.Equal(["outer> Clock http", "inner> Clock", "inner< Clock", "outer< Clock"], app.Recorder.Lines);
    }

    [Fact]
    public async Task Middleware_wraps_timers_orchestrators_and_activities_too()
    {
        await using var app = await HostedApp.StartAsync(
            [typeof(TimerSamples), typeof(DurableSamples)],
            options => options with { Settings = new Dictionary<string, string?> { ["ALPHA_SCHEDULE"] = "0 0 0 1 1 *" } },
            Trace);

        await app.Http.PostAsync("/api/start/one", null, TestContext.Current.CancellationToken);
        await app.RunForAsync(TimeSpan.FromHours(1));

        var begun = app.Recorder.Lines.Where(line => line.StartsWith("outer>", StringComparison.Ordinal)).Distinct();
        Assert.Equal(["outer> Start http", "outer> Greet", "outer> Say", "outer> ZetaEveryTenMinutes", "outer> Count"], begun);
        Assert.Contains("outer< Greet", app.Recorder.Lines);
    }

    [Fact]
    public async Task Middleware_can_turn_an_exception_into_an_answer()
    {
        await using var app = await HostedApp.StartAsync([typeof(HttpSamples)], configure: builder => builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException)
            {
                context.GetHttpContext()!.Response.StatusCode = 418;
            }
        }));

        Assert.Equal(418, (int)(await app.Http.GetAsync("/api/fail", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static void Trace(IFunctionsWorkerApplicationBuilder builder)
    {
        builder.UseMiddleware<OuterMiddleware>();
        builder.UseMiddleware(async (context, next) =>
        {
            var recorder = context.InstanceServices.GetRequiredService<Recorder>();
            recorder.Add($"inner> {context.FunctionDefinition.Name}");
            await next();
            recorder.Add($"inner< {context.FunctionDefinition.Name}");
        });
    }

    public sealed class OuterMiddleware(Recorder recorder) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            recorder.Add($"outer> {context.FunctionDefinition.Name}{(context.GetHttpContext() is null ? string.Empty : " http")}");
            await next(context);
            recorder.Add($"outer< {context.FunctionDefinition.Name}");
        }
    }
}
