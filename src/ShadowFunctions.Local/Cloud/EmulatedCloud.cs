using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>
/// An emulated Azure on loopback: Microsoft.Sql databases and pools whose size limits what they serve, their operations, Azure Monitor
/// metrics and alert rules. State lives in one file and survives a kill: an effect is on disk before its answer is sent.
/// </summary>
public sealed class EmulatedCloud : IAsyncDisposable
{
    private readonly CloudWorld _world;
    private readonly WebApplication _app;
    private readonly AlertEvaluator _alerts;

    private EmulatedCloud(CloudWorld world, WebApplication app)
    {
        _world = world;
        _app = app;
        _alerts = new AlertEvaluator(world, new MetricHistory(world));
        Endpoint = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>Opens or makes the world and starts to listen on a free port of 127.0.0.1.</summary>
    /// <exception cref="WorldOfAnotherSeedException">The folder holds a world of another seed.</exception>
    /// <exception cref="Core.Model.UnknownSizeException">A start size is not in the catalog.</exception>
    public static async Task<EmulatedCloud> StartAsync(EmulatedCloudOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var world = new CloudWorld(options);
        try
        {
            var app = Build(world);
            await app.StartAsync(cancellationToken);
            return new EmulatedCloud(world, app);
        }
        catch
        {
            world.Dispose();
            throw;
        }
    }

    /// <summary>A transport that carries SDK clients' requests here.</summary>
    public LoopbackTransport CreateTransport() => new(Endpoint);

    /// <summary>What happened on one store in [from, to), as far as it has been lived through.</summary>
    /// <exception cref="ArgumentException">There is no such store.</exception>
    public WorldReport Report(string storeId, DateTimeOffset from, DateTimeOffset to) => _world.Turn(file =>
    {
        var id = _world.Options.Resources.FirstOrDefault(r => r.StoreId == storeId)?.ResourceId
            ?? throw new ArgumentException($"'{storeId}' is not a store of this cloud; known: {string.Join(", ", _world.Options.Resources.Select(r => r.StoreId))}.", nameof(storeId));
        var resource = _world.Find(id) ?? throw new ArgumentException($"The resource of '{storeId}' was deleted.", nameof(storeId));
        var end = to < resource.State.Minute ? to : resource.State.Minute;
        return new WorldReport(
            storeId, resource.Id, from, end,
            file.Minutes(resource.Key, from, end).Aggregate(WorldAccount.Empty, (account, minute) => account.Add(minute)),
            StoreWorld.SizeAt(resource.State, _world.Now),
            _world.Trace(resource).DemandVCores(resource.State.Minute),
            resource.Patches,
            [.. file.Operations(resource.Key).Where(o => o.RequestedAt >= from && o.RequestedAt < to)]);
    });

    /// <summary>What happened on every store in [from, to), in the order of the options.</summary>
    public IReadOnlyList<WorldReport> Report(DateTimeOffset from, DateTimeOffset to) =>
        [.. _world.Options.Resources.Select(r => Report(r.StoreId, from, to))];

    /// <summary>The minutes one store lived through in [from, to).</summary>
    public IReadOnlyList<MinuteOutcome> Minutes(string storeId, DateTimeOffset from, DateTimeOffset to)
    {
        var report = Report(storeId, from, to);
        return _world.Turn(file => file.Minutes(report.ResourceId.ToUpperInvariant(), from, report.To));
    }

    /// <summary>
    /// Evaluates the alert rules that are due at a whole minute and delivers what their action groups have to say, each message at least once:
    /// one that could not be delivered is tried again with the next evaluation. Repeating a minute fires nothing twice.
    /// </summary>
    /// <param name="minute">The minute, UTC.</param>
    /// <param name="deliver">Sends a body to the address of a webhook; false when it was not taken.</param>
    public async Task EvaluateAlertsAsync(DateTimeOffset minute, Func<Uri, string, Task<bool>> deliver)
    {
        ArgumentNullException.ThrowIfNull(deliver);
        _ = _world.Turn(file => _alerts.Evaluate(file, minute));
        foreach (var message in _world.Turn(file => file.AlertMessages()))
        {
            if (await deliver(new Uri(message.WebhookUri), message.Body))
            {
                _ = _world.Turn(file =>
                {
                    file.Delete(message);
                    return true;
                });
            }
        }
    }

    /// <summary>Stops listening; the world stays on disk.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default) => await _app.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _world.Dispose();
    }

    private static WebApplication Build(CloudWorld world)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _ = builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, QuietLifetime>();
        var (app, options) = (builder.Build(), world.Options);
        _ = app.Use((context, next) =>
        {
            // The emulated platform lives by the emulated clock, and its answers say so.
            context.Response.Headers.Date = (world.Now + options.ClockOffset).ToString("R", CultureInfo.InvariantCulture);
            return next(context);
        });
        var map = new EndpointMap(app, world);
        DatabaseEndpoints.Map(map);
        InventoryEndpoints.Map(map);
        OperationEndpoints.Map(map);
        CapabilityEndpoints.Map(map);
        AlertEndpoints.Map(map);
        AccessEndpoints.Map(map);
        new MetricEndpoints(new MetricHistory(world)).Map(map);
        _ = app.MapFallback(Unknown);
        return app;
    }

    private static Task Unknown(HttpContext context) => AnswerWriter.WriteAsync(context, CloudAnswer.Error(
        404, "InvalidResourceType", $"The emulated cloud has nothing at {context.Request.Method} {context.Request.Path}."));
}
