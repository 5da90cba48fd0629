using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Plays the next hours: up as soon as a step needs more, at once to what the rest of that clock hour needs (the hour is paid at its
/// highest size, so the second step of a ramp costs a resize and saves nothing); down only where a clock hour begins and the whole
/// hour fits below, because a smaller size inside a paid hour saves nothing. Stores paid per second go down as soon as the
/// hour ahead fits below.
/// </summary>
internal sealed class Rollout(SizeLadder ladder, PlanClock clock, NeedCurve needs, NeedCurve withMargin, double resizePrice)
{
    /// <summary>The saving of the first change down that was not worth its price; null when there was none.</summary>
    public double? SavingTooSmall { get; private set; }

    /// <summary>The changes in time order, beginning at the given size.</summary>
    public IReadOnlyList<PlannedChange> Changes(int current)
    {
        var changes = new List<PlannedChange>();
        for (var step = 0; step < needs.Steps; step++)
        {
            if ((Up(step, current) ?? Down(step, current)) is { } change)
            {
                changes.Add(change);
                current = change.Need.Index;
            }
        }

        return changes;
    }

    private PlannedChange? Up(int step, int current)
    {
        if (needs[step].Index <= current)
        {
            return null;
        }

        // All steps that must be decided now look equally far, or a need that comes earlier could be answered by a smaller size.
        var until = clock.NextHourStep(Math.Max(step, clock.NextChanceStep - 1));
        return new PlannedChange(step, current, needs.Largest(step, until));
    }

    private PlannedChange? Down(int step, int current)
    {
        var hourly = ladder.Sizes[current].Billing == BillingRule.ClockHour;
        var inTime = step > 0 && clock.At(step) >= clock.Now.AddMinutes(clock.LeadTimeMinutes);
        if (!inTime || (hourly && !clock.BeginsHour(step)))
        {
            return null;
        }

        // The change may take effect at any time after it was asked for, so the minutes before must fit as well.
        var asked = Math.Max(0, step - clock.NextChanceStep);
        var need = withMargin.Largest(asked, step + PlanClock.StepsPerHour);
        if (need.Index >= current)
        {
            return null;
        }

        var saving = Saving(step, current, need.Index);
        if (saving > resizePrice)
        {
            return new PlannedChange(step, current, need);
        }

        SavingTooSmall ??= saving;
        return null;
    }

    /// <summary>
    /// What a smaller size saves until the present one is needed again, hour by hour, each at the size it needs. Summed this way the
    /// saving falls with demand, which keeps the rule that more demand never gives a smaller size.
    /// </summary>
    private double Saving(int step, int current, int target)
    {
        double saving = 0;
        for (var hour = step; ; hour += PlanClock.StepsPerHour)
        {
            var need = Math.Max(target, hour == step ? target : needs.Largest(hour, hour + PlanClock.StepsPerHour).Index);
            saving += Math.Max(0, ladder.Sizes[current].PricePerHour - ladder.Sizes[Math.Min(need, current)].PricePerHour);
            if (need >= current || hour + (2 * PlanClock.StepsPerHour) > needs.Steps)
            {
                return saving;
            }
        }
    }
}
