using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Tests.Activities;

/// <summary>A platform that follows a script. Its world outlives the processes that call it and moves with time, not with calls.</summary>
internal sealed class ScriptedPlatform(PlatformScript script, TimeProvider time)
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);

    private DateTimeOffset? _startedAt;
    private ScaleProgressState? _ended;
    private int _transientLeft = script.TransientRefusals;

    public string Current { get; private set; } = PreScaleWorld.From;

    public string Requested { get; private set; } = PreScaleWorld.From;

    /// <summary>Changes accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>The platform as one process calls it.</summary>
    public ICapacityControl For(PortCalls calls) => new Control(this, calls);

    /// <summary>Somebody else asks for a size; it is there at once or on its way.</summary>
    public void ChangeByOthers(string size, bool running)
    {
        Requested = size;
        Current = running ? Current : size;
        _startedAt = running ? time.GetUtcNow() : null;
    }

    private CapacityState Read()
    {
        Move();
        return new CapacityState(Current, Requested, _startedAt is not null);
    }

    private ScaleTicket Begin(ScaleOperation operation)
    {
        Move();
        if (_transientLeft > 0)
        {
            _transientLeft--;
            throw new TransientCloudException("503");
        }

        if (script.Refuses)
        {
            throw new CloudRefusedException("The quota of the subscription is used up.") { ErrorCode = "QuotaExceeded" };
        }

        if (Requested != operation.To)
        {
            Accepted++;
            (Requested, _startedAt) = (operation.To, time.GetUtcNow());
        }

        return new ScaleTicket("ticket", Completed: false);
    }

    private ScaleProgress Poll(ScaleOperation operation)
    {
        Move();
        return _startedAt is not null ? new ScaleProgress(ScaleProgressState.InProgress, TimeSpan.FromSeconds(20))
            : _ended is { } ended ? new ScaleProgress(ended, Error: ended == ScaleProgressState.Failed ? "The platform gave up." : null)
            : Current == operation.To ? new ScaleProgress(ScaleProgressState.Succeeded)
            : new ScaleProgress(ScaleProgressState.Unknown, Error: $"The store is at {Current}.");
    }

    private bool Cancel()
    {
        Move();
        if (script.CancelComesTooLate)
        {
            End(ScaleProgressState.Succeeded, takesEffect: true);
            throw new CloudRefusedException("The change is being made.") { ErrorCode = "CannotCancel" };
        }

        if (_startedAt is not null)
        {
            End(ScaleProgressState.Cancelled, takesEffect: false);
        }

        return true;
    }

    private void Move()
    {
        if (_startedAt is { } started && script.End != ScaleProgressState.InProgress && time.GetUtcNow() - started >= Duration)
        {
            End(script.End, script.TakesEffect && script.End == ScaleProgressState.Succeeded);
        }
    }

    private void End(ScaleProgressState state, bool takesEffect)
    {
        (_ended, _startedAt) = (state, null);
        Current = takesEffect ? Requested : Current;
        Requested = Current;
    }

    private sealed class Control(ScriptedPlatform platform, PortCalls calls) : ICapacityControl
    {
        public Task<CapacityState> ReadAsync(Store store, CancellationToken cancellationToken) =>
            calls.MadeAsync("ReadAsync", () => Task.FromResult(platform.Read()));

        public Task<ScaleTicket> BeginAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken) =>
            calls.MadeAsync("BeginAsync", () => Task.FromResult(platform.Begin(operation)));

        public Task<ScaleProgress> PollAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken) =>
            calls.MadeAsync("PollAsync", () => Task.FromResult(platform.Poll(operation)));

        public Task<IReadOnlyList<string>> SecondariesAsync(Store store, CancellationToken cancellationToken) =>
            calls.MadeAsync("SecondariesAsync", () => Task.FromResult<IReadOnlyList<string>>([]));

        public Task CancelAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken) =>
            calls.MadeAsync("CancelAsync", () => Task.FromResult(platform.Cancel()));
    }
}
