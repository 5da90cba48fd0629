using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Demo;
using ShadowFunctions.Local.Runtime.Hosting;
using ShadowFunctions.Orchestrations;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Tests.Activities;

/// <summary>
/// Carries one saturated store from the decision to the verified change with the app's own activities, as the orchestrations do.
/// A step whose process dies, or which meets a passing fault, runs again in a new process over what the old one left.
/// </summary>
internal sealed class PreScaleWorld
{
    public const string StoreId = "orders";
    public const string CycleId = "20260831T0600Z";
    public const string OperationId = StoreId + "-" + CycleId;
    public const string From = "GP_Gen5_2";
    public const string To = "GP_Gen5_4";

    private readonly MemoryStateStore _state = new();
    private readonly MemoryHistoryStore _history = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 31, 6, 0, 0, TimeSpan.Zero));
    private readonly PortCalls _calls;
    private readonly bool _twice;

    public PreScaleWorld(PlatformScript script, StoreMode mode = StoreMode.Automatic, int crashAfter = 0, bool twice = false)
    {
        Platform = new ScriptedPlatform(script, _time);
        Mode = mode;
        _calls = new PortCalls { CrashAfter = crashAfter };
        _twice = twice;
    }

    public ScriptedPlatform Platform { get; }

    public IReadOnlyList<string> Calls => _calls.Calls;

    /// <summary>True pauses the store once the decision is made.</summary>
    public bool PauseAfterDecision { get; init; }

    /// <summary>What somebody else does on the platform between the decision and the request.</summary>
    public Action<ScriptedPlatform> AfterDecision { get; init; } = static _ => { };

    private StoreMode Mode { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PreScaleInput Input => new(StoreId, OperationId);

    /// <summary>Runs to the end; returns what is left behind.</summary>
    public async Task<string> RunAsync()
    {
        await PrepareAsync();
        var work = new StoreWork(StoreId, CycleId, SampleDue: false, RunDue: false);
        var verdict = await StepAsync<DecideActivity, Verdict>(a => a.Run(work, Cancel));
        if (verdict.ApprovalSeconds is not null)
        {
            var approval = new ApprovalAnswer(work, new Approval(OperationId, Approved: true, By: "owner"));
            verdict = await StepAsync<RecordApprovalActivity, Verdict>(a => a.Run(approval, Cancel));
        }

        if (PauseAfterDecision)
        {
            await new StoreRepository(_state).PutAsync(TheStore with { Paused = true }, "*", Cancel);
        }

        AfterDecision(Platform);
        var step = verdict.Apply ? await ApplyAsync() : null;
        return await DescribeAsync(step);
    }

    public async Task<ScaleOperation> OperationAsync() =>
        (await new ScaleOperationRepository(_state).FindAsync(StoreId, OperationId, Cancel))!.Value;

    private Store TheStore => new()
    {
        Id = StoreId,
        ResourceId = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Sql/servers/q/databases/orders",
        Region = "westeurope",
        Mode = Mode,
    };

    private async Task PrepareAsync()
    {
        await new StoreRepository(_state).PutAsync(TheStore, null, Cancel);
        var now = _time.GetUtcNow();
        var saturated = Enumerable.Range(1, 30).Reverse().Select(i => new HistoryPoint(now.AddMinutes(-i), 2, Censored: true));
        await _history.AppendAsync(StoreId, nameof(ResourceKind.CpuVCores), [.. saturated], Cancel);
    }

    // The shape of PreScaleOrchestrator; its own decisions are proven by the golden histories.
    private async Task<PreScaleStep> ApplyAsync()
    {
        var step = await StepAsync<BeginPreScaleActivity, PreScaleStep>(a => a.Run(Input, Cancel));
        while (step is { WaitSeconds: { } seconds, Overdue: false })
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            step = step.Status == "Intended"
                ? await StepAsync<BeginPreScaleActivity, PreScaleStep>(a => a.Run(Input, Cancel))
                : await StepAsync<PollPreScaleActivity, PreScaleStep>(a => a.Run(Input, Cancel));
        }

        return step.WaitSeconds is null ? step : await StepAsync<CancelPreScaleActivity, PreScaleStep>(a => a.Run(Input, Cancel));
    }

    private async Task<TResult> StepAsync<TActivity, TResult>(Func<TActivity, Task<TResult>> run)
    {
        var result = await UntilDoneAsync(run);
        return _twice ? await UntilDoneAsync(run) : result;
    }

    private async Task<TResult> UntilDoneAsync<TActivity, TResult>(Func<TActivity, Task<TResult>> run)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var process = Start();
            try
            {
                return await run(ActivatorUtilities.CreateInstance<TActivity>(process));
            }
            catch (Exception e) when (e is CrashException or TransientCloudException && attempt < 5)
            {
                // A new process takes up the same step.
            }
        }
    }

    private ServiceProvider Start()
    {
        var services = new ServiceCollection();
        ShadowFunctionsApp.Configure(new LocalFunctionsBuilder(services), new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<IStateStore>(new CrashingStateStore(_state, _calls));
        services.AddSingleton<IHistoryStore>(_history);
        services.AddSingleton(Platform.For(_calls));
        services.AddSingleton<IMetricsSource, NoMetrics>();
        services.AddSingleton<IOpenTransactions>(new LocalOpenTransactions([], _time));
        return services.BuildServiceProvider();
    }

    // The ticket may be lost with the answer of the request; polling works without it, so it is no part of the end state.
    private async Task<string> DescribeAsync(PreScaleStep? step)
    {
        var operation = await new ScaleOperationRepository(_state).FindAsync(StoreId, OperationId, Cancel);
        var decision = await new DecisionLog(_state).FindAsync(StoreId, OperationId, Cancel);
        return string.Join(
            '\n', step, operation is null ? null : operation.Value with { Ticket = null }, decision, string.Join(';', decision?.Reasons ?? []), Platform.Current, Platform.Requested, Platform.Accepted);
    }
}
