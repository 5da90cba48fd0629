namespace ShadowFunctions.Core.Planning;

/// <summary>Counts a plan's steps of five minutes from the step that holds now, and knows where clock hours begin and when changes land.</summary>
/// <param name="Now">Instant of the decision, UTC.</param>
/// <param name="LeadTimeMinutes">Minutes from request to readiness, an upper quantile.</param>
/// <param name="CycleMinutes">Minutes until the next decision.</param>
internal sealed record PlanClock(DateTimeOffset Now, double LeadTimeMinutes, double CycleMinutes)
{
    public const int StepMinutes = Forecasting.StepGrid.StepMinutes;
    public const int StepsPerHour = 60 / StepMinutes;

    // Changes are taken to land evenly between this share of the lead time and the whole of it.
    private const double ShortestShare = 0.3;
    private const double LongestBilledMinutes = 50;

    /// <summary>Start of step 0.</summary>
    public DateTimeOffset Start { get; } = Forecasting.StepGrid.StartOf(Forecasting.StepGrid.IndexOf(Now));

    /// <summary>The step in which a change asked for now is ready.</summary>
    public int ReadyStep => StepOf(Now.AddMinutes(LeadTimeMinutes));

    /// <summary>First step that a change asked for in the next cycle would still be in time for.</summary>
    public int NextChanceStep => (int)Math.Ceiling((Now.AddMinutes(LeadTimeMinutes + CycleMinutes) - Start).TotalMinutes / StepMinutes);

    public DateTimeOffset At(int step) => Start.AddMinutes(step * StepMinutes);

    public int StepOf(DateTimeOffset at) => (int)Math.Floor((at - Start).TotalMinutes / StepMinutes);

    /// <summary>First step of the clock hour after the one that holds <paramref name="step"/>.</summary>
    public int NextHourStep(int step) => step + StepsPerHour - (At(step).Minute / StepMinutes);

    public bool BeginsHour(int step) => At(step).Minute == 0;

    /// <summary>True when a clock hour has begun between the change asked for a step before and the one asked for in this one.</summary>
    public bool IsFirstOfHour(int step) => NextHour(step - 1) <= AskedAt(step);

    /// <summary>When a change is asked for in a step: as far into it as now is into the first.</summary>
    public DateTimeOffset AskedAt(int step) => Now.AddMinutes(step * StepMinutes);

    /// <summary>When a change asked for in a step is ready at the latest.</summary>
    public DateTimeOffset ReadyAt(int step) => AskedAt(step).AddMinutes(LeadTimeMinutes);

    /// <summary>True when a change asked for in the step may land after the next clock hour has begun, which is then paid at the size before.</summary>
    public bool IsLate(int step) => BilledAt(step) > NextHour(step);

    /// <summary>True in the one step of an hour whose size the next clock hour begins with, whatever is asked for later.</summary>
    public bool OpensBill(int step) => !IsLate(step) && BilledAt(step + 1) > NextHour(step);

    /// <summary>Share of the k-th step after a request in which its size is in force.</summary>
    public double InForce(int step, int k)
    {
        var asked = (AskedAt(step) - At(step)).TotalMinutes;
        double sum = 0;
        for (var minute = 0; minute < StepMinutes; minute++)
        {
            var elapsed = (k * StepMinutes) + minute + 0.5 - asked;
            sum += Math.Clamp((elapsed - (ShortestShare * LeadTimeMinutes)) / ((1 - ShortestShare) * LeadTimeMinutes), 0, 1);
        }

        return sum / StepMinutes;
    }

    /// <summary>A change that takes an hour or more would be late for every hour; it is planned as if it took a little less.</summary>
    private DateTimeOffset BilledAt(int step) => AskedAt(step).AddMinutes(Math.Min(LeadTimeMinutes, LongestBilledMinutes));

    private DateTimeOffset NextHour(int step)
    {
        var at = AskedAt(step);
        return new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1);
    }
}
