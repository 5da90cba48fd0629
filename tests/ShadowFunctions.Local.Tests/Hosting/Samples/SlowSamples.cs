using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ShadowFunctions.Local.Tests.Hosting.Samples;

/// <summary>Functions that go on until the test lets them end.</summary>
public sealed class SlowSamples(SlowSamples.Gate gate, TimeProvider clock)
{
    [Function("Wait")]
    public async Task<IResult> Wait([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request)
    {
        var before = clock.GetUtcNow();
        gate.Entered.TrySetResult();
        await gate.Opened.Task;
        return Results.Json(new { before, after = clock.GetUtcNow() });
    }

    [Function("Stream")]
    public async Task Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stream")] HttpRequest request, CancellationToken cancellationToken)
    {
        await request.HttpContext.Response.WriteAsync("begun\n", cancellationToken);
        await request.HttpContext.Response.Body.FlushAsync(cancellationToken);
        await gate.Opened.Task.WaitAsync(cancellationToken);
        await request.HttpContext.Response.WriteAsync("ended\n", cancellationToken);
    }

    public sealed class Gate
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
