using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;
using ShadowFunctions.Local.Runtime.Durable;
using ShadowFunctions.Local.State;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>The whole app with one store that needs more than it has, over an emulated Azure that misbehaves as a row says.</summary>
internal sealed class OutcomeWorld(OutcomeCase row) : IAsyncDisposable
{
    public const string StoreId = "orders";
    public const string SecondaryId = "orders-geo";
    public const string StartSize = "GP_Gen5_2";

    public static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(100);
    private static readonly ConstantTrace Demand = new(6);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shadow-outcome-");
    private readonly ConcurrentQueue<ObservedRequest> _seen = new();
    private LocalFleet? _fleet;

    /// <summary>Requests to change a size, as they arrived.</summary>
    public IReadOnlyList<ObservedRequest> Patches => [.. _seen.Where(r => r.Kind is CloudRequestKind.UpdateDatabase or CloudRequestKind.UpdateElasticPool)];

    public IReadOnlyList<ObservedRequest> Seen => [.. _seen];

    private LocalFleet Fleet => _fleet!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task RunAsync()
    {
        await OpenAsync();
        if (row.Pool)
        {
            await RegisterPoolAsync();
        }

        for (var cycle = 1; cycle <= row.Cycles; cycle++)
        {
            await StartCycleAsync();
            if (row.RestartAfter is { } after)
            {
                await PassAsync(after);
                await Fleet.DisposeAsync();
                await OpenAsync();
            }

            await PassAsync(cycle == row.Cycles ? Enough : row.Gap);
        }
    }

    public async Task<IReadOnlyList<ScaleOperation>> OperationsAsync() =>
        [.. (await Fleet.Services.GetRequiredService<ScaleOperationRepository>().LatestAsync(StoreId, 100, Cancel)).OrderBy(o => o.Id, StringComparer.Ordinal)];

    public async Task<IReadOnlyList<Decision>> DecisionsAsync() =>
        [.. (await Fleet.Services.GetRequiredService<IDecisionLog>().LatestAsync(StoreId, 100, Cancel)).OrderBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>The allocated space that is known of the store, bytes.</summary>
    public Task<double?> AllocatedAsync() => Fleet.Services.GetRequiredService<UsageHistory>().AllocatedAsync(StoreId, Fleet.Now, Cancel);

    /// <summary>The size in force on the platform; null when the resource is gone.</summary>
    public string? Size(string storeId = StoreId)
    {
        try
        {
            return Fleet.Cloud.Report(storeId, Start, Fleet.Now).CurrentSize;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_fleet is not null)
        {
            await _fleet.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task OpenAsync() => _fleet = await LocalFleet.StartAsync(
        new LocalFleetOptions
        {
            StateDirectory = _folder.FullName,
            Stores = row.Pool ? [] : [new LocalStore(StoreId, "needs more", "GP_Gen5", StartSize, Demand, [])],
            Start = Start,
            BackfillDays = 1,
            Port = 0,
            ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.None),
            Platform = Configure,
            OverrideServices = Override,
        },
        Cancel);

    private EmulatedCloudOptions Configure(EmulatedCloudOptions cloud) => cloud with
    {
        Faults = row.Faults,
        OperationHeaders = row.Headers,
        SignedOperationUrls = row.Signed,
        Observer = _seen.Enqueue,
        Refusals = [.. row.Unsold.Select(size => new EmulatedRefusal("westeurope", size, "no room"))],
        Resources = row.Pool
            ? [new EmulatedResource { StoreId = StoreId, Kind = EmulatedResourceKind.ElasticPool, StartSize = StartSize, Trace = Demand }]
            : row.Geo ? [.. cloud.Resources, SecondaryOf(cloud.Resources[0])] : cloud.Resources,
    };

    private static EmulatedResource SecondaryOf(EmulatedResource primary) => new()
    {
        StoreId = SecondaryId,
        StartSize = StartSize,
        Trace = new ConstantTrace(0),
        Region = "northeurope",
        Server = "sql-secondary",
        GeoSecondaryOf = primary.ResourceId,
    };

    private void Override(IServiceCollection services)
    {
        if (row.LosesWrite is { } write)
        {
            services.Replace(ServiceDescriptor.Singleton<IStateStore>(
                p => new LossyStateStore(ActivatorUtilities.CreateInstance<SqliteStateStore>(p), write, row.Losses)));
        }
    }

    /// <summary>Registers the store anew, as its owner might, with bounds; returns status and answer.</summary>
    public async Task<(int Status, string Text)> RegisterAsync(string? minimum, string? maximum)
    {
        using var http = new HttpClient { BaseAddress = Fleet.BaseAddress };
        var resource = new EmulatedResource { StoreId = StoreId, StartSize = StartSize, Trace = Demand };
        var body = new { resourceId = resource.ResourceId, region = resource.Region, configuration = new { preAllocation = new { minimumSize = minimum, maximumSize = maximum } } };
        using var answer = await http.PutAsJsonAsync(new Uri($"api/stores/{StoreId}", UriKind.Relative), body, Cancel);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Adds a size to what the store's region is known to sell.</summary>
    public async Task SellAsync(RegionSize size)
    {
        var regions = Fleet.Services.GetRequiredService<RegionRepository>();
        var (subscription, region) = (new EmulatedResource { StoreId = StoreId, StartSize = StartSize, Trace = Demand }.ResourceId.Split('/')[2], "westeurope");
        var record = (await regions.FindAsync(subscription, region, Cancel))!;
        await regions.RecordAsync(subscription, region, record with { Known = record.Known! with { Sizes = [.. record.Known.Sizes, size] } }, Cancel);
    }

    private async Task RegisterPoolAsync()
    {
        using var http = new HttpClient { BaseAddress = Fleet.BaseAddress };
        var resource = new EmulatedResource { StoreId = StoreId, Kind = EmulatedResourceKind.ElasticPool, StartSize = StartSize, Trace = Demand };
        var body = new { kind = "sqlElasticPool", resourceId = resource.ResourceId, region = resource.Region, mode = "automatic", configuration = new { preAllocation = new { ladder = "GP_Gen5" } } };
        using var answer = await http.PutAsJsonAsync(new Uri($"api/stores/{StoreId}", UriKind.Relative), body, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task StartCycleAsync()
    {
        using var http = new HttpClient { BaseAddress = Fleet.BaseAddress };
        using var answer = await http.PostAsync(new Uri("api/cycles", UriKind.Relative), null, Cancel);
        answer.EnsureSuccessStatusCode();
        await PassAsync(TimeSpan.Zero);
    }

    private Task PassAsync(TimeSpan time) =>
        new RuntimeLoop(Fleet.Services.GetRequiredService<DurableEngine>(), [], new RuntimeLoopOptions(), TimeProvider.System).RunUntilAsync(Fleet.Now + time, Cancel);
}
