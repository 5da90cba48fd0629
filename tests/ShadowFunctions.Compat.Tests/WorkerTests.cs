using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ShadowFunctions.Compat.Tests;

public sealed class WorkerTests
{
    [Fact]
    public void An_app_composes_without_a_host()
    {
        var builder = FunctionsApplication.CreateBuilder(["--Greeting", "hello"]).ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseMiddleware((context, next) => next());

        using var host = builder.Build();

        Assert.Same(TimeProvider.System, host.Services.GetRequiredService<TimeProvider>());
        Assert.Equal("hello", builder.Configuration["Greeting"]);
        Assert.IsType<JsonObjectSerializer>(host.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer);
    }

    [Fact]
    public async Task Starting_without_a_host_says_how_to_run_locally()
    {
        using var host = FunctionsApplication.CreateBuilder([]).Build();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("HostEndpoint", error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/ShadowFunctions.Cli -- up", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_built_app_takes_no_more_middleware()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        using var host = builder.Build();

        Assert.Throws<InvalidOperationException>(() => builder.Use(next => next));
        Assert.Throws<InvalidOperationException>(builder.Build);
    }
}
