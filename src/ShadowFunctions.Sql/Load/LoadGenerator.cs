using HdrHistogram;

namespace ShadowFunctions.Sql.Load;

/// <summary>
/// Runs a load in an open loop: arrivals are due at instants that do not depend on how fast the server answers. Every connection has a thread
/// that takes the next arrival; latency counts from the instant it was due, so a server that stalls is charged for all that waited for it
/// (no coordinated omission), and the asked rate is kept as long as the connections suffice.
/// </summary>
/// <param name="clock">The clock of the load.</param>
/// <param name="time">The clock by which it is asked whether the load shall end; null for the machine's.</param>
public sealed class LoadGenerator(ILoadClock clock, TimeProvider? time = null)
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the load to its end.</summary>
    /// <exception cref="System.Data.Common.DbException">A connection cannot be opened or a statement not be prepared.</exception>
    public async Task<LoadResult> RunAsync(LoadPlan plan, ILoadTarget target, LoadSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Connections, 1);
        var connections = new List<ILoadConnection>();
        try
        {
            for (var i = 0; i < settings.Connections; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                connections.Add(target.Open(plan));
            }

            var run = new LoadRun(plan, settings, clock);
            var workers = connections.Select((c, i) => new LoadWorker(c, plan, run, Seeds.Derive(settings.Seed, $"worker {i}"))).ToList();
            await WorkAsync(run, workers, target, settings, cancellationToken);
            return Result(plan, settings, run, workers);
        }
        finally
        {
            connections.ForEach(c => c.Dispose());
        }
    }

    private async Task WorkAsync(LoadRun run, List<LoadWorker> workers, ILoadTarget target, LoadSettings settings, CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(workers.Select(Start).ToList());
        try
        {
            while (await Task.WhenAny(all, Task.Delay(WatchInterval, time ?? TimeProvider.System, CancellationToken.None)) != all)
            {
                if (await AskAsync(target, settings, cancellationToken) is { } reason)
                {
                    run.Stop(reason);
                }
            }
        }
        catch
        {
            // Nobody asks any longer whether it may go on: it ends with what it has under way.
            run.Stop(ReasonToStop.Cancelled);
            await all;
            throw;
        }

        await all;
    }

    private static async Task<ReasonToStop?> AskAsync(ILoadTarget target, LoadSettings settings, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? ReasonToStop.Cancelled
        : settings.StopWhen?.Invoke() is { } reason ? reason
        : settings.Limits is { } limits ? await limits.AskAsync(target, CancellationToken.None)
        : null;

    private static Task Start(LoadWorker worker)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                worker.Work();
                done.SetResult();
            }
#pragma warning disable CA1031 // The exception goes to whoever awaits the task.
            catch (Exception e)
#pragma warning restore CA1031
            {
                done.SetException(e);
            }
        })
        { IsBackground = true, Name = "load" };
        thread.Start();
        return done.Task;
    }

    private static LoadResult Result(LoadPlan plan, LoadSettings settings, LoadRun run, List<LoadWorker> workers)
    {
        var latencies = new LongHistogram(workers[0].Latencies.HighestTrackableValue, 3);
        var tallies = plan.Statements.Select(_ => new StatementTally()).ToArray();
        var errors = new Dictionary<string, long>();
        foreach (var worker in workers)
        {
            latencies.Add(worker.Latencies);
            for (var i = 0; i < tallies.Length; i++)
            {
                tallies[i].Add(worker.Tallies[i]);
            }

            foreach (var (message, count) in worker.Errors)
            {
                errors[message] = errors.GetValueOrDefault(message) + count;
            }
        }

        var completed = workers.Sum(w => w.Completed);
        var unfinished = run.Stopped == ReasonToStop.Time ? Unfinished(run, latencies) : 0;
        var last = Math.Max(run.MeasuredFrom, workers.Max(w => w.LastEnd));
        var seconds = Math.Max(run.Stopped is null ? settings.Seconds : 0, (last - run.MeasuredFrom) * 1e-9);
        var course = Math.Min(seconds, settings.Seconds);
        return new LoadResult
        {
            AskedPerSecond = course > 0 ? run.Due / course : 0,
            AchievedPerSecond = seconds > 0 ? completed / seconds : 0,
            Seconds = seconds,
            Due = run.Due,
            Completed = completed,
            Unfinished = unfinished,
            Statements = [.. plan.Statements.Zip(tallies, (s, t) => t.Result(s.Template.Id))],
            Latency = LatencySummary.Of(latencies),
            BusyConnections = seconds > 0 ? workers.Sum(w => w.BusySeconds) / seconds : 0,
            Errors = errors.OrderByDescending(e => e.Value).ToDictionary(e => e.Key, e => e.Value),
            Stopped = run.Stopped,
        };
    }

    /// <summary>What was due and never begun waited at least until the end: leaving it out would flatter an overloaded server.</summary>
    private static long Unfinished(LoadRun run, LongHistogram latencies)
    {
        var (count, now) = (0L, run.Clock.Now);
        while (run.TakeLeft(out var due))
        {
            count++;
            latencies.RecordValue(Math.Clamp((now - due) / 1000, 0, latencies.HighestTrackableValue));
        }

        return count;
    }
}
