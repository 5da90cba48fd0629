using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>
/// Runs durable orchestrations in one process on one SQLite file. Everything is stored before it is acted on, so a process
/// that is killed at any instant goes on where it stood; activities run at least once. Time moves only by
/// <see cref="RuntimeLoop"/>.
/// </summary>
public sealed class DurableEngine : IAsyncDisposable
{
    private const string ClockKey = "clock";

    private readonly DurableEngineOptions _options;
    private readonly EmulatedClock _clock;
    private readonly CommitQueue _commits;
    private readonly StoreReader _reader;
    private readonly Dispatcher _dispatcher;
    private readonly TurnRunner _turns;
    private readonly ActivityRunner _activities;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _workers = Task.CompletedTask;
    private bool _disposed;

    /// <summary>Opens the file and sets the clock to the stored instant, if there is one.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidDataException">The file was written by another version.</exception>
    public DurableEngine(
        DurableEngineOptions options,
        TaskRegistry registry,
        EmulatedClock clock,
        ILoggerFactory loggerFactory,
        DataConverter? converter = null)
    {
        options.Validate();
        _options = options;
        _clock = clock;
        Registry = registry;
        Converter = converter ?? new JsonDataConverter();
        _logger = loggerFactory.CreateLogger<DurableEngine>();
        if (Path.GetDirectoryName(Path.GetFullPath(options.DatabasePath)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        _dispatcher = new Dispatcher(Work, options.MaxSessions);
        _commits = new CommitQueue(options.DatabasePath, _dispatcher.Apply, Fail);
        _reader = new StoreReader(options.DatabasePath);
        _turns = new TurnRunner(registry, _dispatcher, _commits, _reader, Work, clock, Converter, loggerFactory);
        _activities = new ActivityRunner(registry, _dispatcher, _commits, Work, clock, _logger);
        Client = new LocalDurableTaskClient(this);
        if (_reader.FindMeta(ClockKey) is { } stored)
        {
            clock.Set(SqliteSession.Time(stored));
        }
    }

    /// <summary>Starts, watches and steers orchestrations.</summary>
    public LocalDurableTaskClient Client { get; }

    /// <summary>What is under way. Hold it while code runs that must see a standing clock.</summary>
    public WorkTracker Work { get; } = new();

    internal TaskRegistry Registry { get; }

    internal DataConverter Converter { get; }

    internal StoreReader Reader => _reader;

    internal Dispatcher Dispatcher => _dispatcher;

    internal int Seed => _options.Seed;

    internal DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Takes up unfinished work and begins to run.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _commits.Start();
        using (Work.Begin())
        {
            await MoveClockAsync(Now, cancellationToken);
            _dispatcher.Apply(_reader.LoadUnfinished());
            _workers = Task.WhenAll(
                Enumerable.Range(0, _options.MaxConcurrentTurns).Select(_ => Guard(() => _turns.RunAsync(_stopping.Token)))
                    .Concat(Enumerable.Range(0, _options.MaxConcurrentActivities)
                        .Select(_ => Guard(() => _activities.RunAsync(_stopping.Token, _abort.Token)))));
        }
    }

    /// <summary>The stored history of an instance's present run; null when there is no such instance.</summary>
    public OrchestrationHistory? ExportHistory(string instanceId) => _reader.FindInstance(instanceId) is { } row
        ? new OrchestrationHistory(row.Identity, _reader.ReadHistory(row.Execution))
        : null;

    /// <summary>
    /// Stops: running turns and activities may finish within the grace period, then everything decided is stored.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopping.CancelAsync();
        _dispatcher.Stop();
        _abort.CancelAfter(TimeSpan.FromSeconds(_options.StopGraceSeconds));

        // An activity that ignores its cancellation as well is left behind; after the restart it runs again.
        await Task.WhenAny(_workers, Task.Delay(TimeSpan.FromSeconds(2 * _options.StopGraceSeconds)));
        Close(abandon: false);
        _stopping.Dispose();
        _abort.Dispose();
    }

    /// <summary>When the earliest durable timer is due; null when there is none.</summary>
    internal DateTimeOffset? NextTimerDue() => _reader.NextScheduledDue();

    /// <summary>Fires every durable timer that is due at the present instant.</summary>
    internal Task FireTimersAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = Now;
        return CommitAsync(store => store.DeliverScheduled(now), cancellationToken);
    }

    /// <summary>Stores a new instant and then lets the clock show it.</summary>
    internal async Task MoveClockAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await StoreInstantAsync(ClockKey, instant, cancellationToken);
        _clock.Set(instant);
    }

    internal DateTimeOffset? FindInstant(string key) =>
        _reader.FindMeta(key) is { } text ? SqliteSession.Time(text) : null;

    internal Task StoreInstantAsync(string key, DateTimeOffset instant, CancellationToken cancellationToken) =>
        CommitAsync(
            store =>
            {
                store.SetMeta(key, SqliteSession.Text(instant));
                return true;
            },
            cancellationToken);

    /// <summary>Runs a write and returns its result once it is committed.</summary>
    internal async Task<T> CommitAsync<T>(Func<StoreWriter, T> write, CancellationToken cancellationToken)
    {
        TaskCompletionSource<T> committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;
        Work.Enter();
        _commits.Post(
            store => result = write(store),
            failure =>
            {
                if (failure is null)
                {
                    committed.SetResult(result);
                }
                else
                {
                    committed.SetException(failure);
                }

                Work.Exit();
            });
        return await committed.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stops as a killed process would: what is not committed is lost. For tests of recovery.</summary>
    internal void Abandon()
    {
        _disposed = true;
        _stopping.Cancel();
        _dispatcher.Stop();
        _abort.Cancel();
        Close(abandon: true);
    }

    private void Close(bool abandon)
    {
        _commits.Stop(abandon);
        _reader.Dispose(); // Before the writer: the last connection folds the write-ahead log into the file, if it may write.
        _commits.Dispose();
        ObjectDisposedException stopped = new(nameof(DurableEngine), "The durable engine was disposed.");
        _dispatcher.Fail(stopped);
        Work.Fail(stopped);
    }

    private Task Guard(Func<Task> worker) => Task.Run(async () =>
    {
        try
        {
            await worker();
        }
#pragma warning disable CA1031 // A fault of the engine itself: it stops, and everyone who waits is told why.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    });

    private void Fail(Exception exception)
    {
        if (_disposed)
        {
            return;
        }

        _logger.LogCritical(exception, "The durable engine has stopped because of a fault of its own.");
        _stopping.Cancel();
        _dispatcher.Stop();
        _dispatcher.Fail(exception);
        Work.Fail(exception);
    }
}
