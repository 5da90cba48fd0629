using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShadowFunctions.Azure.Inventory;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Tests.Activities;

/// <summary>Stores are found by their tags through the whole app, over the emulated Azure.</summary>
public class DiscoveryTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tagged_stores_are_taken_up_kept_while_missing_and_reported()
    {
        var folder = Directory.CreateTempSubdirectory("shadow-discovery-");
        try
        {
            await using var fleet = await LocalFleet.StartAsync(Options(folder.FullName), Cancel);

            await CycleAsync(fleet);
            var stores = await fleet.Services.GetRequiredService<StoreRepository>().ListAsync(Cancel);
            Assert.Equal(["orders", "shared"], stores.Select(s => s.Id));
            Assert.Equal((StoreMode.Approve, "BC_Gen5", "BC_Gen5_4", "BC_Gen5_16"), Described(stores[0]));
            Assert.Equal((StoreMode.Recommend, "pool:GP_Gen5", null, null), Described(stores[1]));
            Assert.Contains("GP_Gen5_3", Assert.Single((await RunAsync(fleet))!.Notes), StringComparison.Ordinal);

            await PassAsync(fleet, TimeSpan.FromMinutes(70));
            await CycleAsync(fleet);
            var orders = (await fleet.Services.GetRequiredService<StoreRepository>().GetAsync("orders", Cancel))!.Value;
            Assert.Equal(fleet.Now, orders.MissingSince);
            var said = (await fleet.Services.GetRequiredService<IDecisionLog>().LatestAsync("orders", 9, Cancel)).SelectMany(d => d.Reasons).ToList();
            Assert.Contains(said, r => r.Code == ReasonCode.StoreMissing);

            var decisions = said.Count;
            await PassAsync(fleet, TimeSpan.FromDays(6.9));
            await CycleAsync(fleet);
            var kept = (await fleet.Services.GetRequiredService<StoreRepository>().GetAsync("orders", Cancel))!.Value;
            Assert.Equal(orders.MissingSince, kept.MissingSince);
            Assert.Equal(decisions, (await fleet.Services.GetRequiredService<IDecisionLog>().LatestAsync("orders", 9, Cancel)).Sum(d => d.Reasons.Count));

            await PassAsync(fleet, TimeSpan.FromHours(3));
            await CycleAsync(fleet);
            Assert.Equal(["shared"], (await fleet.Services.GetRequiredService<StoreRepository>().ListAsync(Cancel)).Select(s => s.Id));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_the_owner_does_while_the_inventory_answers_stays_done()
    {
        var folder = Directory.CreateTempSubdirectory("shadow-discovery-");
        try
        {
            InterruptedInventory? inventory = null;
            await using var fleet = await LocalFleet.StartAsync(
                Options(folder.FullName) with
                {
                    OverrideServices = services => services.AddSingleton<IInventory>(
                        p => inventory = new InterruptedInventory(ActivatorUtilities.CreateInstance<AzureInventory>(p))),
                },
                Cancel);
            await CycleAsync(fleet);
            await PassAsync(fleet, TimeSpan.FromMinutes(70));
            using var http = new HttpClient { BaseAddress = fleet.BaseAddress };
            inventory!.Meanwhile = async () =>
            {
                using var paused = await http.PostAsync(new Uri("api/stores/orders/pause", UriKind.Relative), null, Cancel);
                paused.EnsureSuccessStatusCode();
                using var removed = await http.DeleteAsync(new Uri("api/stores/shared", UriKind.Relative), Cancel);
                removed.EnsureSuccessStatusCode();
                inventory.Hidden.Add("shared");
            };

            await CycleAsync(fleet);

            var left = Assert.Single(await fleet.Services.GetRequiredService<StoreRepository>().ListAsync(Cancel));
            Assert.Equal(("orders", true, fleet.Now), (left.Id, left.Paused, left.MissingSince));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_store_that_the_platform_puts_off_holds_up_no_other_and_is_taken_up_in_the_next_cycle()
    {
        var folder = Directory.CreateTempSubdirectory("shadow-discovery-");
        try
        {
            var options = Options(folder.FullName);
            var throttled = new FaultRule { Request = CloudRequestKind.GetDatabase, Status = 429, Code = "TooManyRequests", RetryAfterSeconds = 30 };
            await using var fleet = await LocalFleet.StartAsync(
                options with
                {
                    Platform = cloud =>
                    {
                        var usual = options.Platform(cloud);
                        return usual with { Faults = usual.Faults with { Rules = [throttled] } };
                    },
                },
                Cancel);

            // The first database that is read is "odd".
            await CycleAsync(fleet);
            Assert.Equal(["orders", "shared"], (await fleet.Services.GetRequiredService<StoreRepository>().ListAsync(Cancel)).Select(s => s.Id));
            var run = (await RunAsync(fleet))!;
            Assert.False(run.Whole);
            Assert.Contains(run.Notes, n => n.Contains("429", StringComparison.Ordinal));

            await PassAsync(fleet, TimeSpan.FromMinutes(5));
            await CycleAsync(fleet);

            Assert.True((await RunAsync(fleet))!.Whole);
            Assert.Contains("GP_Gen5_3", Assert.Single((await RunAsync(fleet))!.Notes), StringComparison.Ordinal);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static (StoreMode Mode, string Ladder, string? Minimum, string? Maximum) Described(Store store) =>
        (store.Mode, store.Configuration.PreAllocation.Ladder, store.Configuration.PreAllocation.MinimumSize, store.Configuration.PreAllocation.MaximumSize);

    private static LocalFleetOptions Options(string folder) => new()
    {
        StateDirectory = folder,
        Stores = [],
        Start = Start,
        BackfillDays = 1,
        Port = 0,
        Settings = new Dictionary<string, string?> { ["Azure:DiscoverByTag"] = "true" },
        ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.None),
        Platform = cloud => cloud with
        {
            PageSize = 2,
            Faults = new FaultScript { Others = [new ForeignChange("orders", Start.AddHours(1), null)] },
            Resources =
            [
                Tagged("orders", "BC_Gen5_8", ("shadow:mode", "approve"), ("shadow:minimum", "BC_Gen5_4"), ("shadow:maximum", "BC_Gen5_16")),
                Tagged("shared", "GP_Gen5_4") with { Kind = EmulatedResourceKind.ElasticPool },
                Tagged("odd", "GP_Gen5_2", ("shadow:minimum", "GP_Gen5_3")),
                new EmulatedResource { StoreId = "untagged", StartSize = "GP_Gen5_2", Trace = new ConstantTrace(1) },
            ],
        },
    };

    private static EmulatedResource Tagged(string id, string size, params (string Name, string Value)[] tags) => new()
    {
        StoreId = id,
        StartSize = size,
        Trace = new ConstantTrace(1),
        Tags = tags.Append(("shadow:managed", "true")).ToDictionary(t => t.Item1, t => t.Item2),
    };

    private static Task<InventoryRun?> RunAsync(LocalFleet fleet) => fleet.Services.GetRequiredService<InventoryRepository>().GetAsync(Cancel);

    private static async Task CycleAsync(LocalFleet fleet)
    {
        using var http = new HttpClient { BaseAddress = fleet.BaseAddress };
        using var answer = await http.PostAsync(new Uri("api/cycles", UriKind.Relative), null, Cancel);
        answer.EnsureSuccessStatusCode();
        await PassAsync(fleet, TimeSpan.Zero);
    }

    private static Task PassAsync(LocalFleet fleet, TimeSpan time) =>
        new RuntimeLoop(fleet.Services.GetRequiredService<DurableEngine>(), [], new RuntimeLoopOptions(), TimeProvider.System).RunUntilAsync(fleet.Now + time, Cancel);
}
