using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>
/// Runs a function app in this process: HTTP functions on loopback, timers and durable functions on an emulated clock that
/// moves only while one of the Run methods is under way.
/// </summary>
public sealed class LocalHost : IAsyncDisposable
{
    // What a Functions host accepts as the body of a request.
    private const long MaxRequestBodyBytes = 100 * 1024 * 1024;

    private readonly WebApplication _web;
    private readonly DurableEngine _engine;
    private readonly RuntimeLoop _loop;
    private readonly double? _speedFactor;

    private LocalHost(WebApplication web, LocalHostOptions options)
    {
        _web = web;
        Listing = web.Services.GetRequiredService<FunctionCatalog>().Listing;
        _engine = web.Services.GetRequiredService<DurableEngine>();
        _speedFactor = options.SpeedFactor;
        _loop = new RuntimeLoop(
            _engine,
            [.. LocalHostServices.Timers(web.Services), .. web.Services.GetServices<IDueSource>()],
            new RuntimeLoopOptions { SpeedFactor = options.SpeedFactor },
            TimeProvider.System);
    }

    /// <summary>The functions of the app.</summary>
    public FunctionListing Listing { get; }

    /// <summary>Where HTTP functions answer, without the route prefix. Known once the host has started.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public Uri BaseAddress => _web.Urls.FirstOrDefault() is { } url
        ? new Uri(url)
        : throw new InvalidOperationException("The host has no address before StartAsync has opened its port.");

    /// <summary>Starts, watches and steers orchestrations.</summary>
    public DurableTaskClient Client => _engine.Client;

    /// <summary>The durable engine, for exporting histories.</summary>
    public DurableEngine Engine => _engine;

    /// <summary>The emulated clock.</summary>
    public TimeProvider Clock => Services.GetRequiredService<EmulatedClock>();

    /// <summary>The services of the app and of the runtime.</summary>
    public IServiceProvider Services => _web.Services;

    /// <summary>Composes a host; nothing runs yet.</summary>
    /// <param name="options">What to run, and how.</param>
    /// <exception cref="FunctionDiscoveryException">A function cannot be hosted, or its class asks for a service that is not registered.</exception>
    /// <exception cref="InvalidOperationException">A timer needs a setting that is missing.</exception>
    /// <exception cref="FormatException">A timer's schedule is not NCRONTAB.</exception>
    /// <exception cref="FileNotFoundException">host.json is missing.</exception>
    public static LocalHost Create(LocalHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.StateDirectory);
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = true);
        ConfigureLogging(builder.Logging, options);

        var app = new LocalFunctionsBuilder(builder.Services);
        builder.Services.AddRouting();
        builder.Services.AddMvcCore();
        options.ConfigureApp(app, builder.Configuration);
        builder.Services.AddLocalRuntime(options, app);
        options.OverrideServices(builder.Services, builder.Configuration);

        // A stream that never ends must not hold up the stop for long.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        return Build(builder, options);
    }

    /// <summary>Checks the app's options, takes up unfinished work and opens the port. The clock stands still.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="OptionsValidationException">An option of the app that is validated on start is wrong.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        // Before the engine, which would otherwise begin to work for an app that must not start.
        Services.GetService<IStartupValidator>()?.Validate();
        await _engine.StartAsync(cancellationToken);
        await _web.StartAsync(cancellationToken);
    }

    /// <summary>Runs until an instant of the emulated clock: everything due up to and including it has happened.</summary>
    /// <param name="until">The instant.</param>
    /// <param name="cancellationToken">Stops the clock.</param>
    public Task RunUntilAsync(DateTimeOffset until, CancellationToken cancellationToken = default)
        => _loop.RunUntilAsync(until, cancellationToken);

    /// <summary>Runs until an instant or a condition, whichever comes first; without both, until cancelled.</summary>
    /// <param name="until">The instant; null for none.</param>
    /// <param name="stop">The condition, asked whenever nothing is under way.</param>
    /// <param name="cancellationToken">Stops the clock.</param>
    public Task RunAsync(DateTimeOffset? until, Func<bool> stop, CancellationToken cancellationToken = default)
        => _loop.RunAsync(until, stop, cancellationToken);

    /// <summary>Lets what runs come to its end: durable timers go on, the app's timer triggers do not fire any more.</summary>
    /// <param name="cancellationToken">Stops the clock.</param>
    public Task DrainAsync(CancellationToken cancellationToken = default)
        => new RuntimeLoop(_engine, [], new RuntimeLoopOptions { SpeedFactor = _speedFactor }, TimeProvider.System)
            .RunAsync(until: null, () => _engine.NextTimerDue() is null, cancellationToken);

    /// <summary>Closes the port, lets running work finish and stores everything decided.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _engine.DisposeAsync();
        await _web.DisposeAsync();
    }

    private static LocalHost Build(WebApplicationBuilder builder, LocalHostOptions options)
    {
        var web = builder.Build();
        try
        {
            CompositionCheck.Run(web.Services.GetRequiredService<FunctionCatalog>().Functions, web.Services);
            LocalHostRoutes.Map(web, options);
            return new LocalHost(web, options);
        }
        catch
        {
            // The engine may have opened its file already, and it can only be disposed asynchronously.
            web.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    private static void ConfigureLogging(ILoggingBuilder logging, LocalHostOptions options)
    {
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (options.ConfigureLogging is { } configure)
        {
            logging.ClearProviders();
            configure(logging);
        }
    }
}
