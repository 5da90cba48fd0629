using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>The client of a <see cref="DurableEngine"/>. Each call returns once its effect is stored.</summary>
public sealed class LocalDurableTaskClient : DurableTaskClient
{
    private readonly DurableEngine _engine;

    internal LocalDurableTaskClient(DurableEngine engine)
        : base("local") => _engine = engine;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no orchestrator of that name, or a dedupe status is not known.</exception>
    /// <exception cref="OrchestrationAlreadyExistsException">An instance of that id may not be replaced.</exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        if (!_engine.Registry.HasOrchestrator(orchestratorName.Name))
        {
            throw TaskRegistry.Unknown("orchestrator", orchestratorName.Name, _engine.Registry.OrchestratorNames);
        }

        return await StartAsync(
            new StartRequest(orchestratorName.Name)
            {
                InstanceId = string.IsNullOrEmpty(options?.InstanceId) ? null : options.InstanceId,
                Input = _engine.Converter.Serialize(input),
                Version = options?.Version?.Version ?? string.Empty,
                StartAt = options?.StartAt,
                Tags = options?.Tags ?? new Dictionary<string, string>(),
                DedupeStatuses = options?.DedupeStatuses is { } names ? [.. names.Select(ParseStatus)] : StartRequest.HostDefault,
            },
            cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>An event for an instance that does not exist or has ended is dropped.</remarks>
    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        RaiseEventJsonAsync(instanceId, eventName, _engine.Converter.Serialize(eventPayload), cancellation);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, row => row.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, row => row.IsEnded, getInputsAndOutputs, cancellation);

    /// <inheritdoc/>
    /// <remarks>Does nothing when the instance does not exist or has ended.</remarks>
    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId,
            new HistoryEvent(HistoryEventType.ExecutionTerminated, _engine.Now)
            {
                Payload = _engine.Converter.Serialize(options?.Output),
                Recursive = options?.Recursive == true ? true : null,
            },
            cancellation);

    /// <inheritdoc/>
    /// <remarks>Does nothing when the instance does not exist or has ended.</remarks>
    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId, new HistoryEvent(HistoryEventType.ExecutionSuspended, _engine.Now) { Reason = reason }, cancellation);

    /// <inheritdoc/>
    /// <remarks>Does nothing when the instance does not exist or has ended.</remarks>
    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId, new HistoryEvent(HistoryEventType.ExecutionResumed, _engine.Now) { Reason = reason }, cancellation);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(_engine.Reader.FindInstance(instanceId) is { } row ? Describe(row, getInputsAndOutputs) : null);

    /// <inheritdoc/>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePageable(_engine.Reader, filter ?? new OrchestrationQuery(), Describe);

    /// <inheritdoc/>
    /// <remarks>An instance that has not ended is left alone and counts as none.</remarks>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        bool recursive = options?.Recursive == true;
        int count = await _engine.CommitAsync(store => PurgeWrites.Purge(store, instanceId, recursive), cancellation);
        return new PurgeResult(count, true);
    }

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        InstancePage page = new(int.MaxValue)
        {
            CreatedFrom = filter.CreatedFrom,
            CreatedTo = filter.CreatedTo,
            Statuses = filter.Statuses?.ToArray(),
        };
        int count = 0;
        foreach (InstanceRow row in _engine.Reader.FindInstances(page).Where(row => row.IsEnded))
        {
            count += (await PurgeInstanceAsync(row.Id, options, cancellation)).PurgedInstanceCount;
        }

        return new PurgeResult(count, true);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="OrchestrationAlreadyExistsException">The instance is still running and keeps its id.</exception>
    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        InstanceRow row = _engine.Reader.FindInstance(instanceId) ?? throw NoInstance(instanceId);
        return await StartAsync(
            new StartRequest(row.Identity.Name)
            {
                InstanceId = restartWithNewInstanceId ? null : instanceId,
                Input = row.Input,
                Version = row.Identity.Version,
                Tags = row.Tags,
            },
            cancellation);
    }

    /// <summary>Does nothing: the engine owns its resources.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Raises an event whose payload is JSON already. False when there is no live instance.</summary>
    internal Task<bool> RaiseEventJsonAsync(string instanceId, string eventName, string? json, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(
            instanceId,
            new HistoryEvent(HistoryEventType.EventRaised, _engine.Now) { Name = eventName, Payload = json },
            cancellation);
    }

    /// <summary>Starts an instance whose input is JSON already.</summary>
    internal async Task<string> StartAsync(StartRequest request, CancellationToken cancellation)
    {
        DateTimeOffset now = _engine.Now;
        return await _engine.CommitAsync(store => InstanceWrites.Start(store, request, _engine.Seed, now), cancellation)
            ?? throw new OrchestrationAlreadyExistsException(
                $"An orchestration instance with the id '{request.InstanceId}' exists in one of the statuses "
                + $"{string.Join(", ", request.DedupeStatuses)}.");
    }

    private static OrchestrationRuntimeStatus ParseStatus(string name) =>
        Enum.TryParse(name, ignoreCase: true, out OrchestrationRuntimeStatus status) && Enum.IsDefined(status)
            ? status
            : throw new ArgumentException($"'{name}' is no orchestration status to dedupe by.", nameof(name));

    private static ArgumentException NoInstance(string instanceId) =>
        new($"There is no orchestration instance with the id '{instanceId}'.", nameof(instanceId));

    private Task<bool> SendAsync(string instanceId, HistoryEvent message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _engine.CommitAsync(store => InstanceWrites.Send(store, instanceId, message), cancellation);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRow, bool> reached, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        while (true)
        {
            // Asked for before the read, so that no change falls between the two.
            Task changed = _engine.Dispatcher.WhenChangedAsync(instanceId);
            InstanceRow row = _engine.Reader.FindInstance(instanceId) ?? throw NoInstance(instanceId);
            if (reached(row))
            {
                return Describe(row, getInputsAndOutputs);
            }

            await changed.WaitAsync(cancellation);
        }
    }

    /// <summary>A snapshot. Like the Functions host, it leaves FailureDetails out; the message is the output.</summary>
    private OrchestrationMetadata Describe(InstanceRow row, bool withPayloads) => new(row.Identity.Name, row.Id)
    {
        RuntimeStatus = row.Status,
        CreatedAt = row.CreatedAt,
        LastUpdatedAt = row.UpdatedAt,
        Tags = row.Tags,
        DataConverter = withPayloads ? _engine.Converter : null,
        SerializedInput = withPayloads ? row.Input : null,
        SerializedOutput = withPayloads ? row.Output : null,
        SerializedCustomStatus = withPayloads ? row.CustomStatus : null,
    };
}
