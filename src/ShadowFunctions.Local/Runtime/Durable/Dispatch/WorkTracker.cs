namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Counts work under way, so that the clock moves only when there is none.</summary>
public sealed class WorkTracker
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _idle = Completed();
    private TaskCompletionSource _busy = Pending();
    private int _count;

    /// <summary>Marks work as under way until the result is disposed. The clock stands still meanwhile.</summary>
    public IDisposable Begin()
    {
        Enter();
        return new Work(this);
    }

    /// <summary>Completes when no work is under way; throws when the engine has failed.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => Current(ref _idle).WaitAsync(cancellationToken);

    /// <summary>Completes when work is under way; throws when the engine has failed.</summary>
    public Task WhenBusyAsync(CancellationToken cancellationToken) => Current(ref _busy).WaitAsync(cancellationToken);

    internal void Enter()
    {
        lock (_gate)
        {
            if (++_count == 1)
            {
                _idle = _idle.Task.IsFaulted ? _idle : Pending();
                _busy.TrySetResult();
            }
        }
    }

    internal void Exit()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _busy = _busy.Task.IsFaulted ? _busy : Pending();
                _idle.TrySetResult();
            }
        }
    }

    /// <summary>Lets every present and later wait throw.</summary>
    internal void Fail(Exception failure)
    {
        lock (_gate)
        {
            InvalidOperationException stopped = new($"The durable engine has stopped: {failure.Message}", failure);
            _idle = Faulted(_idle, stopped);
            _busy = Faulted(_busy, stopped);
        }
    }

    /// <summary>Faults a source for those who wait on it already, and for those to come.</summary>
    private static TaskCompletionSource Faulted(TaskCompletionSource source, Exception failure)
    {
        TaskCompletionSource faulted = source.TrySetException(failure) || source.Task.IsFaulted ? source : Pending();
        faulted.TrySetException(failure);
        _ = faulted.Task.Exception; // Observed: whoever waits sees it, and nobody has to.
        return faulted;
    }

    private static TaskCompletionSource Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Completed()
    {
        TaskCompletionSource source = Pending();
        source.SetResult();
        return source;
    }

    private Task Current(ref TaskCompletionSource source)
    {
        lock (_gate)
        {
            return source.Task;
        }
    }

    private sealed class Work(WorkTracker owner) : IDisposable
    {
        private WorkTracker? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Exit();
    }
}
