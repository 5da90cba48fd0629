using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// Chooses the size to ask for now and plans the horizon: the cheapest sequence of sizes over bill, short minutes and changes
/// (<see cref="PlanProgramme"/>). What must fit at the risk quantile before there is another chance to act, and what a saturated store needs
/// at least, is not traded for money.
/// </summary>
public static class Planner
{
    private const int ForetoldStep = 2;
    private const int HoursPlanned = 2;

    /// <summary>Makes a plan. Pure: the same request gives the same plan.</summary>
    /// <exception cref="UnknownSizeException">The size in force is not on the ladder.</exception>
    public static PlanResult Plan(PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var clock = new PlanClock(request.Now, request.Prediction.LeadTimeMinutes, request.CycleMinutes);
        var current = request.Ladder.IndexOf(request.CurrentSize);
        var steps = Steps(request, clock);
        var needs = NeedCurve.Of(request.Ladder, request.Prediction, clock.Start, steps, request.Settings.RiskQuantile, 1);
        var risk = RiskTable.Of(request, clock, steps);
        var memory = request.Memory is { } known ? known with { Jumps = known.Jumps.Foretell(risk[ForetoldStep]) } : null;
        if (memory is not null)
        {
            risk.Mix(memory.Jumps);
        }

        var prices = PlanPrices.Of(request);
        var least = Least(request, clock, needs);
        var stage = StageCosts.Of(prices, clock, risk, least, Used(request, clock, steps));
        Dwell.Hold(stage, request, clock, current, StageCosts.NeverShare * prices.PerHour[^1]);
        var highest = Math.Max(current, request.HighestOfHour ?? current);
        var top = Math.Max(risk.LargestAtRisk(), Math.Max(highest, least.Max()));
        var sizes = new PlanProgramme(clock, prices, risk.Outlook, stage, steps, top).Solve(current, highest);
        Dwell.Keep(sizes, clock, current, request.Settings.MinDwellMinutes);
        var changes = Changes(request, clock, needs, sizes, current);
        var now = changes.Count > 0 && sizes[0] != current ? changes[0] : (PlannedChange?)null;
        return new PlanResult
        {
            Target = request.Ladder.Sizes[sizes[0]].Name,
            Need = now?.Need ?? SizeNeed.Larger(needs.Largest(0, clock.NextChanceStep), request.NeedNow ?? default),
            NeededAt = NeededAt(request, clock, needs, current),
            Reasons = PlanReasons.Explain(request, clock, changes, now, needs, current, prices.PerMove),
            Plan = PlanWriter.Write(request, clock, changes, current, risk),
            Memory = memory,
        };
    }

    /// <summary>Until the end of the second whole clock hour after a change asked for now is ready, and of the horizon.</summary>
    private static int Steps(PlanRequest request, PlanClock clock)
    {
        var horizon = (int)Math.Ceiling(request.Settings.HorizonMinutes / (double)PlanClock.StepMinutes);
        var end = Math.Max(horizon, clock.NextHourStep(clock.ReadyStep) + (HoursPlanned * PlanClock.StepsPerHour));
        return clock.BeginsHour(end) ? end : clock.NextHourStep(end);
    }

    /// <summary>The smallest size allowed in every step.</summary>
    private static int[] Least(PlanRequest request, PlanClock clock, NeedCurve needs)
    {
        var floorUntil = Math.Max(clock.NextChanceStep, clock.NextHourStep(clock.ReadyStep));
        var least = new int[needs.Steps];
        for (var step = 0; step < least.Length; step++)
        {
            var near = step < clock.NextChanceStep ? needs[step].Index : 0;
            least[step] = step < floorUntil && request.NeedNow is { } now ? Math.Max(near, now.Index) : near;
        }

        return least;
    }

    /// <summary>Median use of every step where use is billed; null where sizes are.</summary>
    private static double[]? Used(PlanRequest request, PlanClock clock, int steps) =>
        request.Ladder.Sizes[0].MinVCores is not null && request.Prediction[ResourceKind.CpuVCores]?.Forecast is { } cpu
            ? [.. Enumerable.Range(0, steps).Select(step => NeedCurve.DemandAt(cpu, 0.5, clock.At(step)))]
            : null;

    private static List<PlannedChange> Changes(PlanRequest request, PlanClock clock, NeedCurve needs, int[] sizes, int current)
    {
        var changes = new List<PlannedChange>();
        for (var step = 0; step < sizes.Length; step++)
        {
            if (sizes[step] == current)
            {
                continue;
            }

            // What the size is for: the largest need until the next change has landed.
            var until = step + 1;
            while (until < sizes.Length && sizes[until] == sizes[step])
            {
                until++;
            }

            var ready = clock.StepOf(clock.ReadyAt(step));
            var need = needs.Largest(step, Math.Max(ready + 1, clock.StepOf(clock.ReadyAt(until))));
            need = step == 0 && request.NeedNow is { } now ? SizeNeed.Larger(need, now) : need;
            changes.Add(new PlannedChange(step, clock.ReadyAt(step), current, sizes[step], need));
            current = sizes[step];
        }

        return changes;
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
