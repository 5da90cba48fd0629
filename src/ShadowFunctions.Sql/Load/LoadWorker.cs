using System.Data.Common;
using HdrHistogram;

namespace ShadowFunctions.Sql.Load;

/// <summary>One connection's thread: takes the next arrival, waits until it is due, runs it, notes how long after that instant it ended.</summary>
internal sealed class LoadWorker(ILoadConnection connection, LoadPlan plan, LoadRun run, int seed)
{
    private const int MostErrorKinds = 20;
    private const int LongestMessage = 200;
    private const long MaxMicroseconds = 3_600_000_000;

    private readonly StatementTally[] _tallies = [.. plan.Statements.Select(_ => new StatementTally())];
    private readonly object?[][] _values = [.. plan.Statements.Select(s => new object?[s.Parameters.Count])];
    private readonly Random _random = new(seed);

    public IReadOnlyList<StatementTally> Tallies => _tallies;

    /// <summary>Latency of units in microseconds.</summary>
    public LongHistogram Latencies { get; } = new(MaxMicroseconds, 3);

    public Dictionary<string, long> Errors { get; } = [];

    public long Completed { get; private set; }

    public double BusySeconds { get; private set; }

    /// <summary>End of the last measured unit, nanoseconds of the run's clock.</summary>
    public long LastEnd { get; private set; }

    public void Work()
    {
        while (run.TryNext(out var unit, out var due, out var isMeasured))
        {
            run.Clock.WaitUntil(due);
            var started = run.Clock.Now;
            if (run.IsOver)
            {
                Note(due, started, isMeasured);
                return;
            }

            Run(plan.Units[unit], due, isMeasured);
            var ended = run.Clock.Now;
            if (isMeasured)
            {
                Completed++;
                BusySeconds += (ended - started) * 1e-9;
                LastEnd = ended;
            }

            Note(due, ended, isMeasured);
        }
    }

    private void Note(long due, long ended, bool isMeasured)
    {
        if (isMeasured)
        {
            Latencies.RecordValue(Math.Clamp((ended - due) / 1000, 0, MaxMicroseconds));
        }
    }

    private void Run(LoadUnit unit, long due, bool isMeasured)
    {
        var failed = false;
        if (unit.IsTransaction)
        {
            failed = !Try(connection.Begin, isMeasured);
        }

        // Within a transaction each statement is due when the one before it ends.
        for (var i = 0; i < unit.Statements.Count && !(failed && unit.IsTransaction); i++)
        {
            var ended = Execute(unit.Statements[i], due, isMeasured, out failed);
            due = ended;
        }

        if (unit.IsTransaction)
        {
            var end = failed;
            Try(() => connection.Finish(end), isMeasured);
        }
    }

    private long Execute(int statement, long due, bool isMeasured, out bool failed)
    {
        var values = _values[statement];
        plan.Statements[statement].Draw(_random, values);
        var started = run.Clock.Now;
        var bytes = 0L;
        failed = false;
        try
        {
            bytes = connection.Execute(statement, values);
        }
        catch (DbException e)
        {
            failed = true;
            Count(e, isMeasured);
        }

        var ended = run.Clock.Now;
        if (isMeasured)
        {
            _tallies[statement].Add(due, started, ended, bytes, failed);
        }

        return ended;
    }

    private bool Try(Action action, bool isMeasured)
    {
        try
        {
            action();
            return true;
        }
        catch (DbException e)
        {
            Count(e, isMeasured);
            return false;
        }
    }

    private void Count(DbException error, bool isMeasured)
    {
        if (!isMeasured)
        {
            return;
        }

        var message = error.Message.Length > LongestMessage ? error.Message[..LongestMessage] : error.Message;
        var key = Errors.Count < MostErrorKinds || Errors.ContainsKey(message) ? message : "others";
        Errors[key] = Errors.GetValueOrDefault(key) + 1;
    }
}
