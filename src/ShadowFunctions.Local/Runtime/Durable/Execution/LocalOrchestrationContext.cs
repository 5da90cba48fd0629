using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>What an orchestrator sees. Every member may be used only on the thread of the present turn.</summary>
internal sealed class LocalOrchestrationContext(
    OrchestrationIdentity identity,
    DataConverter converter,
    ILoggerFactory loggerFactory,
    TurnSynchronizationContext turn) : TaskOrchestrationContext
{
    private int _guidCount;
    private bool _isReplaying;
    private DateTimeOffset _now;

    public override TaskName Name => identity.Name;

    public override string InstanceId => identity.InstanceId;

    public override string Version => identity.Version;

    public override ParentOrchestrationInstance? Parent => identity.ParentInstanceId is { } id
        ? new(identity.ParentName ?? string.Empty, id)
        : null;

    public override DateTime CurrentUtcDateTime => _now.UtcDateTime;

    public override bool IsReplaying => _isReplaying;

    protected override ILoggerFactory LoggerFactory => loggerFactory;

    internal PendingTasks Tasks { get; } = new();

    internal ExternalEvents Events { get; } = new();

    internal string? Input { get; set; }

    /// <summary>JSON; null while this run has set none.</summary>
    internal string? CustomStatus { get; private set; }

    internal ContinueAsNewOptions? NextRun { get; private set; }

    public override T? GetInput<T>()
        where T : default => converter.Deserialize<T>(Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RequireTurn();
        RejectOptionsAsInput(input, options);
        return RetryLoop.RunAsync(this, options?.Retry, () => ScheduleAsync<TResult>(
            new HistoryEvent(HistoryEventType.TaskScheduled, _now) { Name = name.Name, Payload = converter.Serialize(input) }));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RequireTurn();
        RejectOptionsAsInput(input, options);
        string child = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return RetryLoop.RunAsync(this, options?.Retry, () => ScheduleAsync<TResult>(
            new HistoryEvent(HistoryEventType.SubOrchestrationScheduled, _now)
            {
                Name = orchestratorName.Name,
                InstanceId = child,
                Payload = converter.Serialize(input),
            }));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        RequireTurn();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        int taskId = Tasks.NextTaskId;
        DateTime utc = fireAt.Kind == DateTimeKind.Unspecified
            ? DateTime.SpecifyKind(fireAt, DateTimeKind.Utc)
            : fireAt.ToUniversalTime();
        Task timer = Tasks.Schedule(new HistoryEvent(HistoryEventType.TimerCreated, _now) { FireAt = utc });
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() =>
            {
                RequireTurn();
                Tasks.CancelTimer(taskId, _now, cancellationToken);
            });
        }

        return timer;
    }

    // Versions of the package differ in whether the event may be null.
#pragma warning disable CS8609
    public override async Task<T?> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
        where T : default
    {
        RequireTurn();
        return converter.Deserialize<T>(await Events.WaitFor(eventName, RequireTurn, cancellationToken));
    }
#pragma warning restore CS8609

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        RequireTurn();
        Tasks.Record(new HistoryEvent(HistoryEventType.EventSent, _now)
        {
            InstanceId = instanceId,
            Name = eventName,
            Payload = converter.Serialize(payload),
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireTurn();
        CustomStatus = converter.Serialize(customStatus) ?? "null";
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions
        {
            NewInput = newInput,
            PreserveUnprocessedEvents = preserveUnprocessedEvents,
        });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        RequireTurn();
        NextRun = options;
    }

    public override Guid NewGuid()
    {
        RequireTurn();
        return DeterministicGuid.FromName($"{InstanceId}|{_now:O}|{identity.Generation}|{_guidCount++}");
    }

    internal void BeginTurn(DateTimeOffset now, bool replaying)
    {
        _now = now;
        _isReplaying = replaying;
    }

    private static void RejectOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException("TaskOptions were passed as the input; pass them as 'options'.", nameof(input));
        }
    }

    private async Task<TResult> ScheduleAsync<TResult>(HistoryEvent action) =>
        converter.Deserialize<TResult>(await Tasks.Schedule(action))!;

    private void RequireTurn()
    {
        if (!turn.InTurn)
        {
            turn.Report();
            throw NonDeterministicOrchestrationException.IllegalAwait(identity);
        }
    }
}
