namespace ShadowFunctions.Core.Triggers;

/// <summary>What thresholds would have done on a store's own past.</summary>
/// <param name="Alarms">Alarms that would have been raised.</param>
/// <param name="FalseAlarms">Alarms after which the size was not passed.</param>
/// <param name="ShortMinutes">Minutes in which the store had reached a limit of the size.</param>
/// <param name="UnwarnedMinutes">Those of them before which no alarm left time for a change of size.</param>
/// <param name="Windows">Windows that were looked at.</param>
public sealed record TriggerScore(int Alarms, int FalseAlarms, int ShortMinutes, int UnwarnedMinutes, int Windows)
{
    /// <summary>
    /// Minutes lost: those nobody warned of, plus a minute for every false alarm beyond the share the owner accepts. Lower is better.
    /// </summary>
    /// <param name="acceptedFalseAlarmRate">Accepted share of false alarms per evaluation, 0 to 1.</param>
    public double Loss(double acceptedFalseAlarmRate) => UnwarnedMinutes + Math.Max(0, FalseAlarms - (acceptedFalseAlarmRate * Windows));
}
