namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>
/// External events of one orchestration. Names ignore case; an event that nobody waits for is kept in order; the newest
/// waiter of a name is served first, so a waiter that lost a race does not swallow the next event.
/// </summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, List<TaskCompletionSource<string?>>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent> _buffer = [];

    /// <summary>Waiters that are neither served nor cancelled.</summary>
    public int WaiterCount => _waiters.Values.Sum(waiters => waiters.Count);

    /// <summary>Events that nobody waited for, oldest first.</summary>
    public IReadOnlyList<HistoryEvent> Buffered => _buffer;

    /// <summary>Keeps an event for the next execution.</summary>
    public void Keep(HistoryEvent raised) => _buffer.Add(raised);

    /// <summary>Gives an event to a waiter, or keeps it.</summary>
    public void Raise(HistoryEvent raised)
    {
        if (_waiters.TryGetValue(raised.Name!, out List<TaskCompletionSource<string?>>? waiters) && waiters.Count > 0)
        {
            TaskCompletionSource<string?> newest = waiters[^1];
            waiters.RemoveAt(waiters.Count - 1);
            newest.SetResult(raised.Payload);
        }
        else
        {
            _buffer.Add(raised);
        }
    }

    /// <summary>The next event of a name. <paramref name="guard"/> runs first when the token is cancelled.</summary>
    public Task<string?> WaitFor(string name, Action guard, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled<string?>(token);
        }

        int index = _buffer.FindIndex(raised => string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            HistoryEvent raised = _buffer[index];
            _buffer.RemoveAt(index);
            return Task.FromResult(raised.Payload);
        }

        return AddWaiter(name, guard, token);
    }

    private Task<string?> AddWaiter(string name, Action guard, CancellationToken token)
    {
        if (!_waiters.TryGetValue(name, out List<TaskCompletionSource<string?>>? waiters))
        {
            _waiters[name] = waiters = [];
        }

        TaskCompletionSource<string?> source = new();
        waiters.Add(source);
        if (token.CanBeCanceled)
        {
            token.Register(() =>
            {
                guard();
                if (waiters.Remove(source))
                {
                    source.TrySetCanceled(token);
                }
            });
        }

        return source.Task;
    }
}
