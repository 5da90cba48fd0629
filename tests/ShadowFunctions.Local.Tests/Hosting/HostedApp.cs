using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Local.Runtime.Hosting;
using ShadowFunctions.Local.Tests.Hosting.Samples;

namespace ShadowFunctions.Local.Tests.Hosting;

/// <summary>A local host over a few sample classes, in a state folder that goes away with it.</summary>
internal sealed class HostedApp : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly bool _ownsFolder;

    private HostedApp(string folder, bool ownsFolder, Type[] functions, Func<LocalHostOptions, LocalHostOptions>? adjust, Action<IFunctionsWorkerApplicationBuilder>? configure)
    {
        Folder = folder;
        _ownsFolder = ownsFolder;
        var hostJson = Path.Combine(folder, "host.json");
        File.WriteAllText(hostJson, """{ "version": "2.0", "extensions": { "http": { "routePrefix": "api" } } }""");
        var options = new LocalHostOptions
        {
            StateDirectory = folder,
            Assemblies = [],
            FunctionTypes = functions,
            Start = Start,
            Port = 0,
            HostJsonPath = hostJson,
            ConfigureLogging = static _ => { },
            ConfigureApp = (builder, _) =>
            {
                builder.Services.AddSingleton(Recorder);
                configure?.Invoke(builder);
            },
        };
        Host = LocalHost.Create(adjust?.Invoke(options) ?? options);
    }

    public LocalHost Host { get; }

    public Recorder Recorder { get; } = new();

    public string Folder { get; }

    public HttpClient Http { get; } = new();

    public static HostedApp Create(
        Type[] functions,
        Func<LocalHostOptions, LocalHostOptions>? adjust = null,
        Action<IFunctionsWorkerApplicationBuilder>? configure = null,
        string? folder = null)
        => new(folder ?? Directory.CreateTempSubdirectory("shadow-host-").FullName, folder is null, functions, adjust, configure);

    public static async Task<HostedApp> StartAsync(
        Type[] functions,
        Func<LocalHostOptions, LocalHostOptions>? adjust = null,
        Action<IFunctionsWorkerApplicationBuilder>? configure = null,
        string? folder = null)
    {
        var app = Create(functions, adjust, configure, folder);
        await app.Host.StartAsync(TestContext.Current.CancellationToken);
        app.Http.BaseAddress = app.Host.BaseAddress;
        return app;
    }

    public Task RunForAsync(TimeSpan time)
        => Host.RunUntilAsync(Host.Clock.GetUtcNow() + time, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
