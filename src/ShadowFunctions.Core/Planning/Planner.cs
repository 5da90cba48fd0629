using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Chooses the size to ask for now and plans the horizon. Steps until the next chance to act must fit at the risk quantile;
/// later ones at a lower level, since there will be better forecasts before they must be decided, and their wide spread would be paid for.
/// </summary>
public static class Planner
{
    // Quantile level of the look-ahead beyond the next chance to act.
    private const double LookAheadLevel = 0.95;

    // A smaller size must leave this much room above the demand it is to carry, or it would be left again at once.
    private const double DownMargin = 1.05;

    /// <summary>Makes a plan. Pure: the same request gives the same plan.</summary>
    /// <exception cref="UnknownSizeException">The size in force is not on the ladder.</exception>
    public static PlanResult Plan(PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var clock = new PlanClock(request.Now, request.Prediction.LeadTimeMinutes, request.CycleMinutes);
        var current = request.Ladder.IndexOf(request.CurrentSize);
        var steps = Math.Max(
            (int)Math.Ceiling(request.Settings.HorizonMinutes / (double)PlanClock.StepMinutes),
            clock.NextChanceStep + (2 * PlanClock.StepsPerHour));
        var risk = NeedCurve.Of(request.Ladder, request.Prediction, clock.Start, steps, request.Settings.RiskQuantile, 1);
        var needs = Curve(request, clock, risk, 1);
        var margin = Curve(request, clock, risk, DownMargin);
        var rollout = new Rollout(request.Ladder, clock, needs, margin, request.Settings.ResizePrice);
        var changes = rollout.Changes(current);
        var now = changes.Count > 0 && IsDue(changes[0], clock) ? changes[0] : (PlannedChange?)null;
        var need = now?.Need ?? needs.Largest(0, clock.NextChanceStep);
        return new PlanResult
        {
            Target = request.Ladder.Sizes[now?.Need.Index ?? current].Name,
            Need = need,
            NeededAt = NeededAt(request, clock, risk, current),
            Reasons = PlanReasons.Explain(request, clock, changes, now, need, current, rollout.SavingTooSmall),
            Plan = PlanWriter.Write(request, clock, changes, current),
        };
    }

    /// <summary>A change up is due when the next cycle would be too late; a change down likewise, and never earlier, since the hour is paid.</summary>
    private static bool IsDue(PlannedChange change, PlanClock clock) => change.Step < clock.NextChanceStep;

    private static NeedCurve Curve(PlanRequest request, PlanClock clock, NeedCurve risk, double margin)
    {
        var level = Math.Min(LookAheadLevel, request.Settings.RiskQuantile);
        var near = margin == 1
            ? risk
            : NeedCurve.Of(request.Ladder, request.Prediction, clock.Start, risk.Steps, request.Settings.RiskQuantile, margin);
        var far = NeedCurve.Of(request.Ladder, request.Prediction, clock.Start, risk.Steps, level, margin);
        var floorUntil = Math.Max(clock.NextChanceStep, clock.NextHourStep(clock.ReadyStep));
        return near.Then(far, clock.NextChanceStep, request.NeedNow ?? default, request.NeedNow is null ? 0 : floorUntil);
    }

    private static DateTimeOffset? NeededAt(PlanRequest request, PlanClock clock, NeedCurve risk, int current)
    {
        if (request.NeedNow is { } now && now.Index > current)
        {
            return request.Now;
        }

        for (var step = 0; step < risk.Steps; step++)
        {
            if (risk[step].Index > current)
            {
                return clock.At(step) > request.Now ? clock.At(step) : request.Now;
            }
        }

        return null;
    }

    internal static string Number(double value) => value.ToString(value >= 1000 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
