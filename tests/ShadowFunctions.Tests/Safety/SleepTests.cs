using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Doctor;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.Tests.Safety;

/// <summary>A serverless database that sleeps is left asleep by everything this product does, and what it did not do is not taken for idleness.</summary>
public class SleepTests
{
    private const string Sleeper = "sleeper";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_wakes_a_paused_database_and_its_paused_minutes_are_gaps()
    {
        var (seen, data) = (new ConcurrentQueue<ObservedRequest>(), new CountedDataPlane());
        await using var world = await OpenAsync(seen, data);
        await CyclesAsync(world, 3);
        var paused = world.Fleet.Now;
        await PostAsync(world, HttpMethod.Post, "/pause");
        var awake = seen.Count;

        await CyclesAsync(world, 6);
        var login = Assert.Single((await Of<DeploymentDoctor>(world).RunAsync(Cancel)).Results, r => r.Check == "SqlLogin");

        Assert.Equal(CheckStatus.Skipped, login.Status);
        Assert.False((await Of<ICapacityControl>(world).ReadAsync(await StoreAsync(world), Cancel)).Online);
        Assert.DoesNotContain(seen.Skip(awake), r => r.Kind == CloudRequestKind.UpdateDatabase);
        Assert.Equal(0, data.Calls);
        var asleep = await world.GetAsync($"api/stores/{Sleeper}/shadow");
        Assert.Contains("statements are not read: it is", (string?)asleep["capacityModel"]?["unreliable"] ?? (string?)asleep["whyNoCapacityModel"], StringComparison.Ordinal);

        var resumed = world.Fleet.Now;
        await PostAsync(world, HttpMethod.Post, "/resume");
        await CyclesAsync(world, 3);
        var minutes = await Of<UsageHistory>(world).ReadAsync(Sleeper, FleetWorld.Start, world.Fleet.Now, Cancel);
        Assert.Contains(minutes, m => m.Minute < paused);
        Assert.Contains(minutes, m => m.Minute >= resumed);
        Assert.DoesNotContain(minutes, m => m.Minute >= paused && m.Minute < resumed);
        Assert.All(minutes, m => Assert.True(m.Amounts.CpuVCores > 0, $"{m}"));
        Assert.Equal(ReasonCode.StoreSleeps, (await Of<ShadowStateRepository>(world).GetAsync(Sleeper, Cancel))!.Value.LastBatch?.Guard);
    }

    [Fact]
    public async Task A_serverless_database_that_never_pauses_is_sampled_like_any_other()
    {
        var data = new CountedDataPlane();
        await using var world = await OpenAsync(new(), data);
        await PostAsync(world, HttpMethod.Patch, "", """{"properties":{"autoPauseDelay":-1}}""");

        await CyclesAsync(world, 3);

        Assert.True(data.Calls > 0);
    }

    private static Task<FleetWorld> OpenAsync(ConcurrentQueue<ObservedRequest> seen, CountedDataPlane data) => FleetWorld.OpenAsync(o => o with
    {
        Stores = [new LocalStore(Sleeper, "serverless", "GP_S_Gen5", "GP_S_Gen5_2", new ConstantTrace(0.4), [])],
        Platform = cloud => cloud with { Observer = seen.Enqueue },
        OverrideServices = services => services
            .Replace(ServiceDescriptor.Singleton<IReplicator>(data))
            .Replace(ServiceDescriptor.Singleton<IWorkloadSource>(data))
            .Replace(ServiceDescriptor.Singleton<IOpenTransactions>(data)),
    });

    private static async Task CyclesAsync(FleetWorld world, int count)
    {
        for (var cycle = 0; cycle < count; cycle++)
        {
            await world.RunCycleAsync();
            await world.PassAsync(TimeSpan.FromMinutes(10));
        }
    }

    private static T Of<T>(FleetWorld world)
        where T : notnull => world.Fleet.Services.GetRequiredService<T>();

    private static async Task<Store> StoreAsync(FleetWorld world) => (await Of<StoreRepository>(world).GetAsync(Sleeper, Cancel))!.Value;

    /// <summary>What the owner, or time, does on the platform.</summary>
    private static async Task PostAsync(FleetWorld world, HttpMethod method, string action, string body = "{}")
    {
        var token = await Of<TokenCredential>(world).GetTokenAsync(new TokenRequestContext(["https://management.azure.com/.default"]), Cancel);
        using var http = new HttpClient { BaseAddress = world.Fleet.Cloud.Endpoint };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        using var request = new HttpRequestMessage(method, new Uri($"{(await StoreAsync(world)).ResourceId}{action}?api-version=2023-08-01", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var answer = await http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Counts every time production would have been signed in to.</summary>
    private sealed class CountedDataPlane : IReplicator, IWorkloadSource, IOpenTransactions
    {
        private int _calls;

        public int Calls => _calls;

        public Task<ReplicationBatch> SampleAsync(Store store, ReplicationRequest request, CancellationToken cancellationToken) =>
            Counted(new ReplicationBatch { Id = request.BatchId, StoreId = store.Id, At = request.At });

        public Task<WorkloadObservation> ReadAsync(Store store, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
            Counted(new WorkloadObservation(store.Id, from, until, []));

        public Task<TransactionLook> LookAsync(Store store, CancellationToken cancellationToken) => Counted(new TransactionLook(null));

        private Task<T> Counted<T>(T answer)
        {
            Interlocked.Increment(ref _calls);
            return Task.FromResult(answer);
        }
    }
}
