namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>
/// Keeps an orchestrator on one thread during a turn and asleep between turns. A continuation that comes from any other
/// thread belongs to a task that is not durable: it is not run but reported.
/// </summary>
internal sealed class TurnSynchronizationContext : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _continuations = new();
    private volatile int _turnThreadId;
    private volatile bool _violated;

    /// <summary>Called at the first violation, on the foreign thread.</summary>
    public Action? Violated { get; set; }

    public bool IsViolated => _violated;

    public bool InTurn => _turnThreadId == Environment.CurrentManagedThreadId;

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (InTurn)
        {
            _continuations.Enqueue((d, state));
        }
        else
        {
            Report();
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (InTurn)
        {
            d(state);
        }
        else
        {
            Report();
        }
    }

    /// <summary>Runs a turn on this thread.</summary>
    public void Run(Action turn)
    {
        SynchronizationContext? outer = Current;
        SetSynchronizationContext(this);
        _turnThreadId = Environment.CurrentManagedThreadId;
        try
        {
            turn();
        }
        finally
        {
            _turnThreadId = 0;
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs continuations until none is left.</summary>
    public void Drain()
    {
        while (_continuations.TryDequeue(out (SendOrPostCallback Callback, object? State) next))
        {
            next.Callback(next.State);
        }
    }

    /// <summary>Records that orchestrator code ran, or wanted to run, outside a turn.</summary>
    public void Report()
    {
        if (!_violated)
        {
            _violated = true;
            Violated?.Invoke();
        }
    }
}
