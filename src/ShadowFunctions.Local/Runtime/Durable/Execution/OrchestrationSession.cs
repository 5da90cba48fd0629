using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>
/// One execution of an orchestrator in memory. A new session replays the stored history; a kept one goes on where it stands.
/// Both take the same turns, so which of them runs makes no difference to the result.
/// </summary>
internal sealed class OrchestrationSession
{
    private readonly OrchestrationIdentity _identity;
    private readonly OrchestratorFunction _orchestrator;
    private readonly DataConverter _converter;
    private readonly TurnSynchronizationContext _turn = new();
    private readonly LocalOrchestrationContext _context;
    private Task<object?>? _main;
    private HistoryEvent? _terminated;
    private int _turnCount;

    public OrchestrationSession(
        OrchestrationIdentity identity, OrchestratorFunction orchestrator, DataConverter converter, ILoggerFactory loggerFactory)
    {
        _identity = identity;
        _orchestrator = orchestrator;
        _converter = converter;
        _context = new LocalOrchestrationContext(identity, converter, loggerFactory, _turn);
    }

    /// <summary>Called on a foreign thread when the orchestrator awaited something that is not durable.</summary>
    public Action? Violated
    {
        get => _turn.Violated;
        set => _turn.Violated = value;
    }

    public bool IsViolated => _turn.IsViolated;

    /// <summary>Takes the recorded turns again.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code decided otherwise than recorded.</exception>
    public void Replay(IEnumerable<HistoryTurn> turns)
    {
        foreach (HistoryTurn recorded in turns)
        {
            RunOrchestrator(recorded.StartedAt, recorded.Received, replaying: true);
            RequireSameActions(recorded.Actions, _context.Tasks.TakeActions());
            RequireSameEnd(recorded.End, FindEnd(recorded.StartedAt));
        }
    }

    /// <summary>Takes a new turn.</summary>
    public TurnOutcome RunTurn(DateTimeOffset now, IReadOnlyList<HistoryEvent> received)
    {
        RunOrchestrator(now, received, replaying: false);
        HistoryEvent? end = FindEnd(now);
        List<HistoryEvent> events =
            [new(HistoryEventType.TurnStarted, now), .. received, .. _context.Tasks.TakeActions()];
        if (end is not null && end != _terminated)
        {
            events.Add(end);
        }

        bool continued = end?.Type == HistoryEventType.ContinuedAsNew;
        return new TurnOutcome(events)
        {
            End = end,
            HasStarted = _main is not null,
            CustomStatus = _context.CustomStatus,
            NextVersion = continued ? _context.NextRun!.NewVersion : null,
            CarriedEvents = continued && _context.NextRun!.PreserveUnprocessedEvents ? _context.Events.Buffered : [],
        };
    }

    private void RunOrchestrator(DateTimeOffset now, IReadOnlyList<HistoryEvent> received, bool replaying)
    {
        _turnCount++;
        _context.BeginTurn(now, replaying);
        _turn.Run(() =>
        {
            foreach (HistoryEvent line in received)
            {
                Receive(line);
                _turn.Drain();
            }
        });
    }

    private void Receive(HistoryEvent line)
    {
        switch (line.Type)
        {
            case HistoryEventType.ExecutionStarted:
                _context.Input = line.Payload;
                _main = StartAsync();
                break;
            case HistoryEventType.EventRaised when _context.NextRun is not null:
                _context.Events.Keep(line);
                break;
            case HistoryEventType.EventRaised:
                _context.Events.Raise(line);
                break;
            case HistoryEventType.ExecutionTerminated:
                _terminated ??= line;
                break;
            case HistoryEventType.ExecutionSuspended or HistoryEventType.ExecutionResumed:
                break;
            default:
                _context.Tasks.Complete(line);
                break;
        }
    }

    private async Task<object?> StartAsync() => await _orchestrator(_context);

    private HistoryEvent? FindEnd(DateTimeOffset now)
    {
        if (_terminated is not null)
        {
            return _terminated;
        }

        if (_turn.IsViolated || IsStuck())
        {
            return Failed(now, NonDeterministicOrchestrationException.IllegalAwait(_identity));
        }

        return _main switch
        {
            { IsFaulted: true } => Failed(now, _main.Exception.InnerException!),
            { IsCanceled: true } => Failed(now, new TaskCanceledException(_main)),
            { IsCompletedSuccessfully: true } => Succeeded(now, _main.Result),
            _ => null,
        };
    }

    /// <summary>Not finished, and nothing that this engine could ever deliver is awaited.</summary>
    private bool IsStuck() =>
        _main is { IsCompleted: false } && _context.Tasks.Count == 0 && _context.Events.WaiterCount == 0;

    private HistoryEvent Succeeded(DateTimeOffset now, object? result)
    {
        try
        {
            return _context.NextRun is { } next
                ? new(HistoryEventType.ContinuedAsNew, now) { Payload = _converter.Serialize(next.NewInput) }
                : new(HistoryEventType.ExecutionCompleted, now) { Payload = _converter.Serialize(result) };
        }
        catch (Exception exception) when (exception is NotSupportedException or System.Text.Json.JsonException)
        {
            return Failed(now, exception);
        }
    }

    private static HistoryEvent Failed(DateTimeOffset now, Exception exception) =>
        new(HistoryEventType.ExecutionFailed, now) { Failure = Failures.From(exception) };

    private void RequireSameActions(IReadOnlyList<HistoryEvent> recorded, IReadOnlyList<HistoryEvent> actual)
    {
        for (int i = 0; i < Math.Max(recorded.Count, actual.Count); i++)
        {
            HistoryEvent? expected = i < recorded.Count ? recorded[i] : null;
            HistoryEvent? done = i < actual.Count ? actual[i] : null;
            if (expected is null || done is null || !expected.SameDecisionAs(done))
            {
                throw Diverged(expected?.Describe() ?? "no further step", done?.Describe() ?? "no further step");
            }
        }
    }

    private void RequireSameEnd(HistoryEvent? recorded, HistoryEvent? actual)
    {
        HistoryEventType? done = actual == _terminated ? null : actual?.Type;
        if (recorded?.Type != done)
        {
            throw Diverged(recorded?.Type.ToString() ?? "the execution to go on", done?.ToString() ?? "the execution goes on");
        }
    }

    private NonDeterministicOrchestrationException Diverged(string expected, string actual) =>
        NonDeterministicOrchestrationException.Diverged(_identity, _turnCount, expected, actual);
}
