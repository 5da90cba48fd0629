namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>
/// Moves time as a discrete-event simulation does: when nothing is under way, it stores the earliest due instant as the
/// clock's new value and fires what is due then, durable timers before other sources and these in the order of their names.
/// With the same inputs every run sees the same instants in the same order, at any speed.
/// </summary>
public sealed class RuntimeLoop
{
    /// <summary>One wait at most; a timer of the platform cannot hold months.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly DurableEngine _engine;
    private readonly IDueSource[] _sources;
    private readonly RuntimeLoopOptions _options;
    private readonly TimeProvider _wallClock;
    private long _anchorTimestamp;
    private DateTimeOffset _anchorInstant;

    /// <summary>Creates a loop for a started engine.</summary>
    /// <exception cref="ArgumentException">Two sources have the same name, or the speed is not positive.</exception>
    public RuntimeLoop(
        DurableEngine engine, IEnumerable<IDueSource> sources, RuntimeLoopOptions options, TimeProvider wallClock)
    {
        options.Validate();
        _engine = engine;
        _sources = [.. sources.OrderBy(source => source.Name, StringComparer.Ordinal)];
        _options = options;
        _wallClock = wallClock;
        if (_sources.Select(source => source.Name).Distinct(StringComparer.Ordinal).Count() != _sources.Length)
        {
            throw new ArgumentException("Every due source needs a name of its own.", nameof(sources));
        }
    }

    /// <summary>Runs until an instant: everything due up to and including it has happened, and the clock shows it.</summary>
    public Task RunUntilAsync(DateTimeOffset until, CancellationToken cancellationToken) =>
        RunAsync(until, () => false, cancellationToken);

    /// <summary>Runs until a condition holds. It is asked whenever nothing is under way.</summary>
    public Task RunUntilAsync(Func<bool> stop, CancellationToken cancellationToken) => RunAsync(null, stop, cancellationToken);

    /// <summary>Runs until an instant or a condition, whichever comes first; without both, until cancelled.</summary>
    public async Task RunAsync(DateTimeOffset? until, Func<bool> stop, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stop);
        await RememberSourcesAsync(cancellationToken);
        SetAnchor();
        while (true)
        {
            await _engine.Work.WhenIdleAsync(cancellationToken);
            if (stop())
            {
                return;
            }

            DueEvent? next = FindNext();
            DateTimeOffset? target = next?.At <= until || until is null ? next?.At : until;
            if (!await WaitForAsync(target, cancellationToken))
            {
                continue; // Work came from outside; what is due next may have changed.
            }

            await _engine.MoveClockAsync(target!.Value, cancellationToken);
            if (next is null || next.At > until)
            {
                return;
            }

            await FireAsync(next, cancellationToken);
        }
    }

    private static string KeyOf(IDueSource source) => $"source:{source.Name}";

    /// <summary>A source that was never seen begins at the present instant.</summary>
    private async Task RememberSourcesAsync(CancellationToken cancellationToken)
    {
        foreach (IDueSource source in _sources)
        {
            if (_engine.FindInstant(KeyOf(source)) is null)
            {
                await _engine.StoreInstantAsync(KeyOf(source), _engine.Now, cancellationToken);
            }
        }
    }

    private DueEvent? FindNext()
    {
        DateTimeOffset now = _engine.Now;
        IEnumerable<DueEvent> timers = _engine.NextTimerDue() is { } timer ? [new DueEvent(Later(timer, now), timer, null)] : [];
        IEnumerable<DueEvent> triggers =
            from source in _sources
            let due = source.NextDueAfter(_engine.FindInstant(KeyOf(source))!.Value)
            where due is not null
            select new DueEvent(Later(due.Value, now), due.Value, source);
        return timers.Concat(triggers).MinBy(due => due.At); // The first of equals: timers, then sources by name.
    }

    private async Task FireAsync(DueEvent due, CancellationToken cancellationToken)
    {
        if (due.Source is null)
        {
            await _engine.FireTimersAsync(cancellationToken);
            return;
        }

        using (_engine.Work.Begin())
        {
            await due.Source.FireAsync(due.Due, cancellationToken);
        }

        await _engine.StoreInstantAsync(KeyOf(due.Source), due.Due, cancellationToken);
    }

    /// <summary>Waits as the speed demands. False when work arrived before.</summary>
    private async Task<bool> WaitForAsync(DateTimeOffset? target, CancellationToken cancellationToken)
    {
        if (target is null)
        {
            await _engine.Work.WhenBusyAsync(cancellationToken);
            SetAnchor();
            return false;
        }

        TimeSpan wait = WallTimeUntil(target.Value);
        if (wait <= TimeSpan.Zero)
        {
            return true;
        }

        using CancellationTokenSource interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task delay = Task.Delay(wait < LongestDelay ? wait : LongestDelay, _wallClock, interrupted.Token);
        Task winner = await Task.WhenAny(delay, _engine.Work.WhenBusyAsync(interrupted.Token));
        await interrupted.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        await winner;
        return winner == delay && wait <= LongestDelay;
    }

    private TimeSpan WallTimeUntil(DateTimeOffset target) => _options.SpeedFactor is { } factor
        ? ((target - _anchorInstant) / factor) - _wallClock.GetElapsedTime(_anchorTimestamp)
        : TimeSpan.Zero;

    private void SetAnchor()
    {
        _anchorTimestamp = _wallClock.GetTimestamp();
        _anchorInstant = _engine.Now;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    /// <summary>What happens next: when, the instant it was meant for, and the source (null for durable timers).</summary>
    private sealed record DueEvent(DateTimeOffset At, DateTimeOffset Due, IDueSource? Source);
}
