using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Orchestrations;
using ShadowFunctions.TestKit.State;
using ShadowFunctions.Tests.Activities;

namespace ShadowFunctions.Tests.Shadowing;

/// <summary>A read source lives from intent to removal, whatever happens on the way, and the store's passes never wait for it.</summary>
public class ReadSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sampler_waits_for_its_read_source_reads_it_and_it_is_removed()
    {
        var sources = new ScriptedReadSources();
        await using var world = await OpenAsync(sources);

        await world.RunCycleAsync();
        Assert.Equal(0, await RowsAsync(world));
        Assert.Equal(ReadSourceStatus.Making, (await RunAsync(world)).Status);
        Assert.Equal("keep", (await world.GetAsync("api/stores/calm/decisions"))[0]!["outcome"]!.GetValue<string>());
        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(ReadSourceStatus.Ready, (await RunAsync(world)).Status);

        // Several passes may be needed until nothing waits.
        for (var n = 0; n < 40 && (await RunAsync(world)).Status == ReadSourceStatus.Ready; n++)
        {
            await world.RunCycleAsync();
            await world.PassAsync(TimeSpan.FromMinutes(6));
        }

        await world.PassAsync(TimeSpan.FromMinutes(10));
        var run = await RunAsync(world);
        Assert.True(await RowsAsync(world) > 0);
        Assert.Equal((ReadSourceStatus.Ended, null, null), (run.Status, run.Error, run.Connection));
        Assert.Equal([run.Id], sources.Made);
        Assert.Equal([run.Id], sources.Removed);
    }

    [Fact]
    public async Task One_that_is_never_ready_is_removed_at_its_deadline_and_not_tried_again_at_once()
    {
        var sources = new ScriptedReadSources { LooksUntilReady = int.MaxValue };
        await using var world = await OpenAsync(sources, ("Shadow:ReadSourceHours", "1"));

        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(70));
        await world.RunCycleAsync();

        var run = await RunAsync(world);
        Assert.Equal(ReadSourceStatus.Ended, run.Status);
        Assert.Contains("deadline", run.Error, StringComparison.Ordinal);
        Assert.Single(sources.Made);
        Assert.Equal(sources.Made, sources.Removed);
    }

    [Theory]
    [InlineData(1, ReadSourceStatus.Ready)]
    [InlineData(int.MaxValue, ReadSourceStatus.Making)]
    public async Task A_store_is_managed_until_its_read_source_is_gone(int looks, ReadSourceStatus status)
    {
        var sources = new ScriptedReadSources { LooksUntilReady = looks };
        await using var world = await OpenAsync(sources);
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(2));
        var run = await RunAsync(world);
        Assert.Equal(status, run.Status);

        using (var first = await world.SendAsync(HttpMethod.Delete, $"api/stores/{FleetWorld.Calm}"))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromMinutes(1)), (first.StatusCode, first.Headers.RetryAfter?.Delta));
        }

        Assert.Equal([run.Id], sources.Removed);
        Assert.Equal(ReadSourceStatus.Removing, (await RunAsync(world)).Status);
        using (var second = await world.SendAsync(HttpMethod.Delete, $"api/stores/{FleetWorld.Calm}"))
        {
            second.EnsureSuccessStatusCode();
        }

        await world.PassAsync(TimeSpan.FromMinutes(10));
        using var gone = await world.SendAsync(HttpMethod.Get, $"api/stores/{FleetWorld.Calm}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal([run.Id], sources.Made);
        Assert.Equal([run.Id], sources.Removed);
    }

    [Fact]
    public async Task At_a_cap_of_the_day_no_read_source_is_begun()
    {
        var sources = new ScriptedReadSources { LooksUntilReady = 1 };
        await using var world = await OpenAsync(sources, ("Shadow:ShadowCostPerDay", "10"));
        var runs = world.Fleet.Services.GetRequiredService<ReadSourceRepository>();
        var midnight = new DateTimeOffset(FleetWorld.Start.UtcDateTime.Date, TimeSpan.Zero);
        var before = RunOf() with
        {
            StoreId = FleetWorld.Calm,
            IntendedAt = midnight.AddHours(1),
            EndedAt = midnight.AddHours(3),
            Status = ReadSourceStatus.Ended,
            CostPerHour = 5,
        };
        await runs.PutAsync(FleetWorld.Calm, before, null, Cancel);
        await world.RunCycleAsync();
        Assert.Empty(sources.Made);

        await runs.PutAsync(FleetWorld.Calm, before with { CostPerHour = 4 }, "*", Cancel);
        await world.PassAsync(TimeSpan.FromMinutes(30));
        await world.RunCycleAsync();

        Assert.Single(sources.Made);
        Assert.Equal(8, (await RunAsync(world)).EarlierToday);
    }

    [Fact]
    public async Task What_the_platform_refuses_ends_the_run_with_its_words()
    {
        await using var world = await OpenAsync(new ScriptedReadSources { Refusal = "no quota" });

        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(2));

        var run = await RunAsync(world);
        Assert.Equal((ReadSourceStatus.Ended, "no quota"), (run.Status, run.Error));
        Assert.Equal(0, await RowsAsync(world));
    }

    [Fact]
    public async Task A_run_whose_orchestration_was_lost_is_taken_up_and_nothing_is_made_twice()
    {
        var sources = new ScriptedReadSources { LooksUntilReady = int.MaxValue };
        await using var world = await OpenAsync(sources, ("Shadow:ReadSourceHours", "1"));
        await world.RunCycleAsync();
        var run = await RunAsync(world);
        await world.Engine.Client.TerminateInstanceAsync(Names.ReadSourceInstanceId(run.Id), Cancel);
        await world.IdleAsync();
        await world.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(ReadSourceStatus.Making, (await RunAsync(world)).Status);

        await world.Fleet.Services.GetRequiredService<ReadSources>().ResumeAsync(world.Engine.Client, Cancel);
        await world.IdleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(ReadSourceStatus.Ended, (await RunAsync(world)).Status);
        Assert.Equal([run.Id], sources.Removed);
    }

    [Fact]
    public async Task A_crash_after_any_call_repeats_a_step_and_makes_nothing_twice()
    {
        for (var crash = 0; crash < 16; crash++)
        {
            var sources = new ScriptedReadSources { LooksUntilReady = 1 };
            var state = new MemoryStateStore();
            var runs = new ReadSourceRepository(state);
            await new StoreRepository(state).PutAsync(StoreOf(), null, Cancel);
            await runs.PutAsync("s", RunOf(), null, Cancel);

            await LiveThroughAsync(new CrashingStateStore(state, new PortCalls { CrashAfter = crash }), runs, sources);

            Assert.Equal(ReadSourceStatus.Ended, (await runs.GetAsync("s", Cancel))!.Value.Status);
            Assert.Single(sources.Made);
            Assert.Single(sources.Removed);
        }
    }

    [Fact]
    public async Task The_owner_has_to_say_that_it_may_hold_production_in_clear()
    {
        await using var world = await FleetWorld.OpenAsync();

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() =>
            world.ChangeAsync(FleetWorld.Calm, store => store["configuration"]!["replication"]!["readFrom"] = "databaseCopy"));

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
    }

    private static async Task LiveThroughAsync(CrashingStateStore state, ReadSourceRepository runs, ScriptedReadSources sources)
    {
        for (var (n, done) = (0, false); n < 30 && !done; n++)
        {
            try
            {
                var activity = new StepReadSourceActivity(new ReadSourceRepository(state), new StoreRepository(state), sources, TimeProvider.System);
                done = await activity.Run(new ReadSourceInput("s", "s-1"), Cancel) is null;
                if ((await runs.GetAsync("s", Cancel))!.Value.Status == ReadSourceStatus.Ready)
                {
                    await new ReadSources(
                        new ReadSourceRepository(state), new StoreRepository(state), new ShadowAccountRepository(state),
                        Microsoft.Extensions.Options.Options.Create(new ShadowFunctions.Options.ShadowOptions()), TimeProvider.System).DoneAsync("s", Cancel);
                }
            }
            catch (CrashException)
            {
                // The next turn is the restarted process.
            }
        }
    }

    private static Store StoreOf() => new()
    {
        Id = "s",
        ResourceId = "/subscriptions/a/resourceGroups/b/providers/Microsoft.Sql/servers/c/databases/d",
        Region = "westeurope",
        ProductionConnection = "production",
    };

    private static ReadSourceRun RunOf() => new()
    {
        Id = "s-1",
        StoreId = "s",
        Kind = ReadSource.DatabaseCopy,
        IntendedAt = DateTimeOffset.UnixEpoch,
        Deadline = DateTimeOffset.MaxValue,
    };

    private static async Task<FleetWorld> OpenAsync(ScriptedReadSources sources, params (string Name, string Value)[] settings)
    {
        var world = await FleetWorld.OpenAsync(services => services.AddSingleton<IReadSourceProvisioner>(sources), settings);
        await world.ChangeAsync(FleetWorld.Calm, store =>
        {
            store["configuration"]!["replication"]!["readFrom"] = "databaseCopy";
            store["configuration"]!["replication"]!["allowUnmaskedReadSource"] = true;
        });
        return world;
    }

    private static async Task<ReadSourceRun> RunAsync(FleetWorld world) =>
        (await world.Fleet.Services.GetRequiredService<ReadSourceRepository>().GetAsync(FleetWorld.Calm, Cancel))!.Value;

    private static async Task<long> RowsAsync(FleetWorld world) =>
        (await world.Fleet.Services.GetRequiredService<ShadowStateRepository>().GetAsync(FleetWorld.Calm, Cancel))?.Value.ReplicatedRows ?? 0;
}
