namespace ShadowFunctions.Core.Planning;

/// <summary>Counts a plan's steps of five minutes from the step that holds now, and knows where clock hours begin.</summary>
/// <param name="Now">Instant of the decision, UTC.</param>
/// <param name="LeadTimeMinutes">Minutes from request to readiness.</param>
/// <param name="CycleMinutes">Minutes until the next decision.</param>
internal sealed record PlanClock(DateTimeOffset Now, double LeadTimeMinutes, double CycleMinutes)
{
    public const int StepMinutes = Forecasting.StepGrid.StepMinutes;
    public const int StepsPerHour = 60 / StepMinutes;

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
}
