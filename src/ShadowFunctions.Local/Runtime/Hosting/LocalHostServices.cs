using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>The services of the runtime itself, beside those of the app.</summary>
internal static class LocalHostServices
{
    public static void AddLocalRuntime(this IServiceCollection services, LocalHostOptions options, LocalFunctionsBuilder app)
    {
        services.AddSingleton(new EmulatedClock(options.Start));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<EmulatedClock>());
        services.AddSingleton(PayloadConverter.For);
        services.AddSingleton(provider => new FunctionInvoker(provider, app.BuildPipeline(FunctionInvoker.ExecuteAsync)));
        services.AddSingleton(provider => FunctionCatalog.Build(
            options.FunctionTypes is { } types ? FunctionDiscovery.Find(types) : FunctionDiscovery.Find(options.Assemblies),
            HostJson.Read(options.HostJsonPath ?? Path.Combine(AppContext.BaseDirectory, "host.json")),
            provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => OpenEngine(provider, options));
        services.AddSingleton<DurableTaskClient>(provider => provider.GetRequiredService<DurableEngine>().Client);
    }

    public static IEnumerable<IDueSource> Timers(IServiceProvider services)
        => services.GetRequiredService<FunctionCatalog>().Schedules.Select(timer =>
            new TimerFunction(
                timer.Key,
                timer.Value,
                services.GetRequiredService<FunctionInvoker>(),
                services.GetRequiredService<ILogger<TimerFunction>>()));

    private static DurableEngine OpenEngine(IServiceProvider services, LocalHostOptions options)
    {
        var converter = services.GetRequiredService<DataConverter>();
        var registry = DurableFunctions.Register(
            services.GetRequiredService<FunctionCatalog>().Functions, services.GetRequiredService<FunctionInvoker>(), converter);
        return new DurableEngine(
            new DurableEngineOptions(Path.Combine(options.StateDirectory, "runtime.db")) { Seed = options.Seed },
            registry,
            services.GetRequiredService<EmulatedClock>(),
            services.GetRequiredService<ILoggerFactory>(),
            converter);
    }
}
