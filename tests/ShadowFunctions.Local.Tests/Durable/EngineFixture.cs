using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using ShadowFunctions.Local.Runtime.Durable;

namespace ShadowFunctions.Local.Tests.Durable;

/// <summary>An engine on a file of its own, which can be stopped, killed and opened again.</summary>
public sealed class EngineFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("shadow-durable-").FullName;

    public TaskRegistry Registry { get; private set; } = new();

    public DurableEngine Engine { get; private set; } = null!;

    public EmulatedClock Clock { get; private set; } = null!;

    public LocalDurableTaskClient Client => Engine.Client;

    public int MaxSessions { get; init; } = 4096;

    public string DatabasePath => Path.Combine(_folder, "runtime.db");

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public EngineFixture Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> code)
    {
        Registry.AddOrchestrator(name, new OrchestratorFunction(code));
        return this;
    }

    public EngineFixture Activity(string name, Func<string?, Task<object?>> code)
    {
        Registry.AddActivity(name, async (call, _) => JsonSerializer.Serialize(await code(call.Input)));
        return this;
    }

    public EngineFixture Activity(string name, Func<string?, object?> code) =>
        Activity(name, input => Task.FromResult(code(input)));

    public EngineFixture Forget()
    {
        Registry = new TaskRegistry();
        return this;
    }

    public async Task<EngineFixture> OpenAsync()
    {
        Clock = new EmulatedClock(Start);
        Engine = new DurableEngine(
            new DurableEngineOptions(DatabasePath) { MaxSessions = MaxSessions, StopGraceSeconds = 0.2 },
            Registry,
            Clock,
            NullLoggerFactory.Instance);
        await Engine.StartAsync(Cancel);
        return this;
    }

    public async Task ReopenAsync()
    {
        await Engine.DisposeAsync();
        await OpenAsync();
    }

    /// <summary>Drops the engine without storing anything more, and opens the file again.</summary>
    public async Task CrashAsync()
    {
        Engine.Abandon();
        await OpenAsync();
    }

    public RuntimeLoop Loop(params IDueSource[] sources) =>
        new(Engine, sources, new RuntimeLoopOptions(), TimeProvider.System);

    /// <summary>Runs until nothing is due any more before the end of emulated year 2027.</summary>
    public async Task<OrchestrationMetadata> FinishAsync(string instanceId, params IDueSource[] sources)
    {
        await Loop(sources).RunAsync(
            new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero),
            () => Engine.Reader.FindInstance(instanceId) is null or { IsEnded: true },
            Cancel);
        return await GetAsync(instanceId) ?? throw new InvalidOperationException($"'{instanceId}' does not exist.");
    }

    public Task<OrchestrationMetadata?> GetAsync(string instanceId) => Client.GetInstanceAsync(instanceId, true, Cancel);

    public Task IdleAsync() => Engine.Work.WhenIdleAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);

    public async Task<string> StartAsync(string name, object? input = null, string? id = null)
    {
        StartOrchestrationOptions? options = id is null ? null : new StartOrchestrationOptions(id);
        return await Client.ScheduleNewOrchestrationInstanceAsync(name, input, options, Cancel);
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? id = null) =>
        await FinishAsync(await StartAsync(name, input, id));

    public async ValueTask DisposeAsync()
    {
        if (Engine is not null)
        {
            await Engine.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
