using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Azure;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Demo;
using ShadowFunctions.Local.Runtime.Durable;
using ShadowFunctions.Local.Runtime.Hosting;
using ShadowFunctions.Telemetry;

namespace ShadowFunctions.Local.Fleet;

/// <summary>
/// The whole product on one machine: the function app on the local runtime, the emulated Azure, production stores under load and their
/// shadows. All state lies in one folder; a fleet started on it again goes on where it stood, also after a kill.
/// </summary>
public sealed class LocalFleet : IAsyncDisposable
{
    private const string OwnGroup = $"/subscriptions/{LocalStoreRequest.Subscription}/resourceGroups/rg-shadow-functions";
    private const string ActionGroupId = $"{OwnGroup}/providers/Microsoft.Insights/actionGroups/ag-shadow-functions";

    private readonly LocalFleetOptions _options;
    private readonly LocalHost _host;
    private EmulatedCloud? _cloud;

    private LocalFleet(LocalFleetOptions options)
    {
        _options = options;
        _host = LocalHost.Create(new LocalHostOptions
        {
            StateDirectory = options.StateDirectory,
            Assemblies = [typeof(ShadowFunctionsApp).Assembly],
            Start = options.Start,
            ConfigureApp = Compose,
            OverrideServices = UseLocalParts,
            Settings = Settings(options),
            Port = options.Port,
            SpeedFactor = options.SpeedFactor,
            Seed = options.Seed,
            ConfigureLogging = options.ConfigureLogging,
        });
    }

    /// <summary>Address of the HTTP API.</summary>
    public Uri BaseAddress => _host.BaseAddress;

    /// <summary>The functions of the app.</summary>
    public FunctionListing Listing => _host.Listing;

    /// <summary>The emulated instant, UTC.</summary>
    public DateTimeOffset Now => _host.Clock.GetUtcNow();

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The emulated platform.</summary>
    public EmulatedCloud Cloud => _cloud ?? throw new InvalidOperationException("The fleet has not started; call StartAsync first.");

    /// <summary>Starts everything and registers the stores through the app's own API.</summary>
    public static async Task<LocalFleet> StartAsync(LocalFleetOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fleet = new LocalFleet(options);
        try
        {
            await fleet.StartAsync(cancellationToken);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs until the cycles of the state folder's life number <paramref name="cycles"/> and all changes have ended; null runs until cancelled.</summary>
    public async Task RunAsync(int? cycles, CancellationToken cancellationToken)
    {
        if (cycles is not { } count)
        {
            await _host.RunAsync(until: null, static () => false, cancellationToken);
            return;
        }

        var last = _options.CycleAt(count);
        if (Now <= last)
        {
            // At that very instant too: a kill may have come between the clock's move and the cycle.
            await _host.RunUntilAsync(last, cancellationToken);
        }

        // Changes that still run end without another cycle beginning.
        await _host.DrainAsync(cancellationToken);
    }

    /// <summary>What the first cycles achieved.</summary>
    public Task<FleetSummary> SummariseAsync(int cycles, CancellationToken cancellationToken) =>
        ActivatorUtilities.CreateInstance<SummaryWriter>(Services, Cloud, _options).WriteAsync(cycles, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _cloud = await EmulatedCloud.StartAsync(_options.Platform(Platform()), cancellationToken);
        PrepareProduction(cancellationToken);
        await _host.StartAsync(cancellationToken);
        using var client = new HttpClient { BaseAddress = _host.BaseAddress };
        foreach (var store in _options.Stores)
        {
            await Register(client, store, cancellationToken);
        }
    }

    private EmulatedCloudOptions Platform() => new()
    {
        StateDirectory = _options.StateDirectory,
        Seed = _options.Seed,
        Clock = _host.Clock,
        Resources = [.. _options.Stores.Select(LocalStoreRequest.Resource)],
        ActionGroups = [new EmulatedActionGroup(ActionGroupId, "http://localhost/api/alerts")],
    };

    /// <summary>Every store has a file and a seed of its own, so they are made side by side.</summary>
    private void PrepareProduction(CancellationToken cancellationToken) => Parallel.ForEach(
        _options.Stores.Where(s => !s.IsPool),
        new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
        store => DemoProduction.EnsureCreated(
            LocalStoreRequest.StoreOf(store, _options.StateDirectory), DemoFleet.SeedOf(_options.Seed, store.Id), _options.Start));

    private async Task Register(HttpClient client, LocalStore store, CancellationToken cancellationToken)
    {
        var known = await Services.GetRequiredService<StoreRepository>().GetAsync(store.Id, cancellationToken) is not null;
        if (known && Now > _options.Start)
        {
            return;
        }

        // A kill may have come between a store and its scenarios: until the clock moves all of it is sent again, which changes nothing.
        if (!known)
        {
            await Send(client, $"api/stores/{store.Id}", LocalStoreRequest.Of(store, _options.StateDirectory), cancellationToken);
        }

        foreach (var scenario in store.Scenarios)
        {
            await Send(client, $"api/stores/{store.Id}/scenarios/{scenario.Name}", scenario, cancellationToken);
        }
    }

    private static async Task Send(HttpClient client, string path, object body, CancellationToken cancellationToken)
    {
        using var response = await client.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, ShadowJson.Options, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"PUT {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private static void Compose(IFunctionsWorkerApplicationBuilder builder, IConfiguration configuration)
    {
        ShadowFunctionsApp.Configure(builder, configuration);
        builder.Services.AddAzureAdapters(configuration);
    }

    private void UseLocalParts(IServiceCollection services, IConfiguration configuration)
    {
        services.AddEmulatedAzure(() => Cloud);
        services.AddLocalState(_options.StateDirectory);
        services.AddLocalDataPlane(_options);
        if (_options.EvaluateAlerts)
        {
            services.AddSingleton<IDueSource>(_ => new AlertClock(() => Cloud, () => BaseAddress));
        }

        services.ObserveState();
        services.ExportTelemetry(configuration);
        _options.OverrideServices?.Invoke(services);
    }

    private static Dictionary<string, string?> Settings(LocalFleetOptions options)
    {
        var settings = new Dictionary<string, string?>
        {
            ["SHADOW_SCHEDULE"] = $"0 */{options.CycleMinutes.ToString(CultureInfo.InvariantCulture)} * * * *",
            ["TASKHUB_NAME"] = "local",
            ["Shadow:CycleMinutes"] = options.CycleMinutes.ToString(CultureInfo.InvariantCulture),
            ["Shadow:BackfillDays"] = options.BackfillDays.ToString(CultureInfo.InvariantCulture),
            ["Shadow:Seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
            ["Shadow:PollSeconds"] = "15",
            // A run's summary counts every pass of its life.
            ["Shadow:RetentionDays"] = "3650",
            ["Azure:AllowedResourceIds:0"] = "/subscriptions/" + LocalStoreRequest.Subscription,
            ["Azure:AlertResourceGroupId"] = OwnGroup,
            ["Azure:ActionGroupId"] = ActionGroupId,
        };
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings;
    }
}
