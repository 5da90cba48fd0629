namespace ShadowFunctions.Sql.Load;

/// <summary>What the threads of one run share: the clock, the arrivals and the end.</summary>
internal sealed class LoadRun
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly ArrivalProcess _arrivals;
    private readonly LoadSettings _settings;
    private readonly long _deadline;
    private int _stopped;
    private long _due;

    public LoadRun(LoadPlan plan, LoadSettings settings, ILoadClock clock)
    {
        (_settings, Clock) = (settings, clock);
        RateSegment[] warmUp = settings.WarmUpSeconds > 0 ? [new RateSegment(settings.WarmUpSeconds, settings.Segments[0].RatePerSecond)] : [];
        _arrivals = new ArrivalProcess([.. warmUp, .. settings.Segments], [.. plan.Units.Select(u => u.RatePerSecond)], settings.Shape, settings.Seed);
        Start = clock.Now;
        MeasuredFrom = Start + (long)(settings.WarmUpSeconds * NanosecondsPerSecond);
        _deadline = MeasuredFrom + (long)((settings.Seconds + settings.DrainSeconds) * NanosecondsPerSecond);
    }

    public ILoadClock Clock { get; }

    public long Start { get; }

    /// <summary>First measured instant.</summary>
    public long MeasuredFrom { get; }

    public long Due => Interlocked.Read(ref _due);

    /// <summary>Why the run was stopped; null while it was not.</summary>
    public ReasonToStop? Stopped => _stopped == 0 ? null : (ReasonToStop)(_stopped - 1);

    public bool IsOver
    {
        get
        {
            if (_stopped == 0 && Clock.Now > _deadline)
            {
                Stop(ReasonToStop.Time);
            }

            return _stopped != 0;
        }
    }

    public void Stop(ReasonToStop reason) => Interlocked.CompareExchange(ref _stopped, (int)reason + 1, 0);

    public bool TryNext(out int unit, out long due, out bool isMeasured)
    {
        (due, isMeasured) = (0, false);
        if (IsOver)
        {
            unit = 0;
            return false;
        }

        // What is left of the warm-up when the measured time begins would only delay what is measured.
        bool taken;
        while ((taken = Take(out unit, out due, out isMeasured)) && !isMeasured && Clock.Now >= MeasuredFrom)
        {
        }

        return taken;
    }

    /// <summary>The next arrival that was due before the run was cut.</summary>
    public bool TakeLeft(out long due)
    {
        bool isMeasured;
        while (Take(out _, out due, out isMeasured) && !isMeasured)
        {
        }

        return isMeasured;
    }

    private bool Take(out int unit, out long due, out bool isMeasured)
    {
        (due, isMeasured) = (0, false);
        if (!_arrivals.TryNext(out unit, out var seconds))
        {
            return false;
        }

        due = Start + (long)(seconds * NanosecondsPerSecond);
        isMeasured = due >= MeasuredFrom;
        if (isMeasured)
        {
            Interlocked.Increment(ref _due);
        }

        return true;
    }
}
