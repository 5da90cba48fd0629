using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Runtime.Durable;
using ShadowFunctions.Orchestrations;

namespace ShadowFunctions.Tests.Orchestrations;

/// <summary>Records one history of every way through the orchestrations from real runs of the whole app.</summary>
internal static class GoldenRecorder
{
    private static readonly TimeSpan ResizeTime = TimeSpan.FromMinutes(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<IReadOnlyDictionary<string, OrchestrationHistory>> RecordAsync()
    {
        var kept = new SortedDictionary<string, OrchestrationHistory>(StringComparer.Ordinal);
        await RecordAutomatic(kept);
        await RecordApproval(kept);
        await RecordSuperseded(kept);
        await RecordDeadline(kept);
        await RecordFailure(kept);
        await RecordReadSource(kept);
        return kept;
    }

    private static async Task RecordAutomatic(SortedDictionary<string, OrchestrationHistory> kept)
    {
        await using var world = await FleetWorld.OpenAsync();
        var cycle = await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromSeconds(5));
        kept["fleet"] = Of(world, Names.FleetInstanceId);
        kept["store-shadow-work"] = Of(world, Names.StoreInstanceId(FleetWorld.Calm));
        await world.PassAsync(ResizeTime);
        kept["store-resize"] = Of(world, Names.StoreInstanceId(FleetWorld.Short));
        kept["prescale-verified"] = Of(world, Names.PreScaleInstanceId($"{FleetWorld.Short}-{cycle}"));
        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1)); // Now nothing is due on the shadow.
        await world.RunCycleAsync();
        kept["store-quiet"] = Of(world, Names.StoreInstanceId(FleetWorld.Calm));
    }

    private static async Task RecordApproval(SortedDictionary<string, OrchestrationHistory> kept)
    {
        await using var world = await FleetWorld.OpenAsync();
        await ApproveAsync(world, await ProposeAsync(world));
        await world.PassAsync(ResizeTime);
        kept["store-approval"] = Of(world, Names.StoreInstanceId(FleetWorld.Short));
    }

    private static async Task RecordSuperseded(SortedDictionary<string, OrchestrationHistory> kept)
    {
        await using var world = await FleetWorld.OpenAsync();
        var decision = await ProposeAsync(world);
        using var paused = await world.SendAsync(HttpMethod.Post, $"api/stores/{FleetWorld.Short}/pause");
        await ApproveAsync(world, decision);
        await world.PassAsync(TimeSpan.FromSeconds(5));
        kept["prescale-superseded"] = Of(world, Names.PreScaleInstanceId(decision));
    }

    /// <summary>A change whose deadline is shorter than the platform takes.</summary>
    private static async Task RecordDeadline(SortedDictionary<string, OrchestrationHistory> kept)
    {
        await using var world = await FleetWorld.OpenAsync();
        var operation = new ScaleOperation
        {
            Id = "calm-late",
            StoreId = FleetWorld.Calm,
            DecisionId = "calm-late",
            From = "GP_Gen5_2",
            To = "GP_Gen5_4",
            IntendedAt = world.Fleet.Now,
            Deadline = world.Fleet.Now.AddSeconds(20),
        };
        await world.Fleet.Services.GetRequiredService<ScaleOperationRepository>().IntendAsync(operation, Cancel);
        await world.Engine.Client.ScheduleNewOrchestrationInstanceAsync(
            Names.PreScaleOrchestrator, new PreScaleInput(FleetWorld.Calm, operation.Id), new StartOrchestrationOptions("scale-calm-late"), Cancel);
        await world.IdleAsync();
        await world.PassAsync(ResizeTime);
        kept["prescale-deadline"] = Of(world, "scale-calm-late");
    }

    /// <summary>A store whose database does not exist.</summary>
    private static async Task RecordFailure(SortedDictionary<string, OrchestrationHistory> kept)
    {
        await using var world = await FleetWorld.OpenAsync();
        using var registered = await world.SendAsync(HttpMethod.Put, "api/stores/ghost", Api.StoreBody.Good);
        await world.RunCycleAsync();
        await world.PassAsync(ResizeTime);
        kept["store-failure"] = Of(world, Names.StoreInstanceId("ghost"));
    }

    /// <summary>A read source that the platform refuses, after a look at its remains.</summary>
    private static async Task RecordReadSource(SortedDictionary<string, OrchestrationHistory> kept)
    {
        var sources = new Shadowing.ScriptedReadSources { Refusal = "no quota" };
        await using var world = await FleetWorld.OpenAsync(services => services.AddSingleton<Core.Ports.IReadSourceProvisioner>(sources));
        await world.ChangeAsync(FleetWorld.Calm, store =>
        {
            store["configuration"]!["replication"]!["readFrom"] = "pointInTimeRestore";
            store["configuration"]!["replication"]!["allowUnmaskedReadSource"] = true;
        });
        await world.RunCycleAsync();
        await world.PassAsync(ResizeTime);
        var run = await world.Fleet.Services.GetRequiredService<ReadSourceRepository>().GetAsync(FleetWorld.Calm, Cancel);
        kept["readsource"] = Of(world, Names.ReadSourceInstanceId(run!.Value.Id));
    }

    private static async Task<string> ProposeAsync(FleetWorld world)
    {
        await world.AskOwnerOfAsync(FleetWorld.Short);
        return $"{FleetWorld.Short}-{await world.RunCycleAsync()}";
    }

    private static async Task ApproveAsync(FleetWorld world, string decision)
    {
        using var answer = await world.SendAsync(HttpMethod.Post, $"api/stores/{FleetWorld.Short}/decisions/{decision}/approve", """{"by":"owner"}""");
        answer.EnsureSuccessStatusCode();
        await world.IdleAsync();
    }

    private static OrchestrationHistory Of(FleetWorld world, string instanceId)
    {
        var history = world.Engine.ExportHistory(instanceId) ?? throw new InvalidOperationException($"There is no instance '{instanceId}'.");
        return history.Events[^1].Type == HistoryEventType.ExecutionCompleted
            ? history
            : throw new InvalidOperationException($"'{instanceId}' has not completed: it ends with {history.Events[^1]}.");
    }
}
