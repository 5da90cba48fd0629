using System.Threading.Channels;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Turns committed effects into work: which instance has a turn to take, which activity is to run, who is waiting.</summary>
internal sealed class Dispatcher(WorkTracker work, int maxSessions)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, InstanceState> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskCompletionSource> _waiters = new(StringComparer.Ordinal);
    private readonly Channel<InstanceState> _turns = Channel.CreateUnbounded<InstanceState>();
    private readonly Channel<ActivityItem> _activities = Channel.CreateUnbounded<ActivityItem>();
    private int _sessionCount;

    public ChannelReader<InstanceState> Turns => _turns.Reader;

    public ChannelReader<ActivityItem> Activities => _activities.Reader;

    public void Apply(IReadOnlyList<Effect> effects)
    {
        lock (_gate)
        {
            foreach (Effect effect in effects)
            {
                Apply(effect);
            }
        }
    }

    public Delivery Take(InstanceState state)
    {
        lock (_gate)
        {
            return state.Take();
        }
    }

    /// <summary>After a turn's commit: keeps the session if there is room, and queues the next turn if there is work.</summary>
    public void EndTurn(InstanceState state, OrchestrationSession? session)
    {
        lock (_gate)
        {
            bool live = IsLive(state);
            if (!live || session is null || (state.Session is null && _sessionCount >= maxSessions))
            {
                DropSession(state);
            }
            else if (state.Session is null)
            {
                _sessionCount++;
                state.Session = session;
            }

            state.IsBusy = false;
            QueueTurn(state);
        }
    }

    /// <summary>Queues a turn for an instance whose session found fault with itself.</summary>
    public void Wake(InstanceState state)
    {
        lock (_gate)
        {
            QueueTurn(state);
        }
    }

    /// <summary>Completes at the next change of an instance.</summary>
    public Task WhenChangedAsync(string instanceId)
    {
        lock (_gate)
        {
            if (!_waiters.TryGetValue(instanceId, out TaskCompletionSource? waiter))
            {
                _waiters[instanceId] = waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return waiter.Task;
        }
    }

    public void Stop()
    {
        _turns.Writer.TryComplete();
        _activities.Writer.TryComplete();
    }

    /// <summary>Lets everyone who waits for an instance see why nothing will change any more.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            foreach (TaskCompletionSource waiter in _waiters.Values)
            {
                waiter.TrySetException(failure);
            }

            _waiters.Clear();
        }
    }

    private void Apply(Effect effect)
    {
        switch (effect)
        {
            case Effect.InstanceStarted { Row: var row }:
                Forget(row.Id);
                _instances[row.Id] = new InstanceState(row);
                break;
            case Effect.InstanceChanged { Row: var row } when row.IsEnded:
                Forget(row.Id);
                break;
            case Effect.InstanceChanged { Row: var row }:
                Change(_instances[row.Id], row);
                break;
            case Effect.InstanceRemoved { InstanceId: var id }:
                Forget(id);
                break;
            case Effect.MessageAdded { Message: var message }:
                if (_instances.TryGetValue(message.InstanceId, out InstanceState? state))
                {
                    state.Add(message);
                    QueueTurn(state);
                }

                break;
            case Effect.ActivityAdded { Item: var item }:
                Enqueue(_activities, item);
                break;
        }
    }

    private void Change(InstanceState state, InstanceRow row)
    {
        if (state.Row.Execution != row.Execution)
        {
            DropSession(state);
        }

        state.Row = row;
        SignalChange(row.Id);
    }

    private void Forget(string instanceId)
    {
        if (_instances.Remove(instanceId, out InstanceState? state))
        {
            DropSession(state);
        }

        SignalChange(instanceId);
    }

    private void DropSession(InstanceState state)
    {
        if (state.Session is not null)
        {
            state.Session = null;
            _sessionCount--;
        }
    }

    private void SignalChange(string instanceId)
    {
        if (_waiters.Remove(instanceId, out TaskCompletionSource? waiter))
        {
            waiter.SetResult();
        }
    }

    private bool IsLive(InstanceState state) => _instances.GetValueOrDefault(state.Row.Id) == state;

    private void QueueTurn(InstanceState state)
    {
        if (!state.IsBusy && IsLive(state) && state.HasWork)
        {
            state.IsBusy = true;
            Enqueue(_turns, state);
        }
    }

    private void Enqueue<T>(Channel<T> channel, T item)
    {
        work.Enter();
        if (!channel.Writer.TryWrite(item))
        {
            work.Exit(); // Stopping: what is stored will be taken up after the restart.
        }
    }
}
