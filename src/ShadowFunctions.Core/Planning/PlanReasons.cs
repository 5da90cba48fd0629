using System.Globalization;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>Puts a plan's first move into reasons.</summary>
internal static class PlanReasons
{
    // Two days of 0.95 stray down to 0.93 by chance; less means that the load has changed faster than the quantiles.
    private const double LowestCoverage = 0.9;

    public static IReadOnlyList<Reason> Explain(
        PlanRequest request, PlanClock clock, IReadOnlyList<PlannedChange> changes, PlannedChange? now, SizeNeed need, int current, double? savingTooSmall)
    {
        var reasons = new List<Reason> { Main(request, clock, changes, now, need, current) };
        if (need.Uncovered)
        {
            reasons.Add(Uncovered(request.Ladder, need, current));
        }

        if (now is null && savingTooSmall is { } saving)
        {
            reasons.Add(new Reason(
                ReasonCode.SavingTooSmall, $"A smaller size would save {Planner.Number(saving)}, a resize is priced {Planner.Number(request.Settings.ResizePrice)}."));
        }

        var source = need.Binding is { } kind ? request.Prediction[kind] : null;
        if (source?.Source == PredictionSource.Scenario)
        {
            reasons.Add(new Reason(ReasonCode.ScenarioAhead, $"Announced: {string.Join(", ", request.Prediction.Scenarios)}."));
        }
        else if (source?.Source == PredictionSource.Shadow)
        {
            reasons.Add(new Reason(ReasonCode.ShadowAhead, source.Note ?? "The rehearsal on the shadow predicts more than the history."));
        }

        if (request.Prediction[ResourceKind.CpuVCores] is { Forecast.Abstained: true } cpu)
        {
            reasons.Add(cpu.Forecast.SkillRatio is { } ratio
                ? new Reason(ReasonCode.ForecastAbstained, $"Loss {Planner.Number(ratio)} of persistence's at the lead time: the reactive net leads.")
                : new Reason(ReasonCode.LittleHistory, "Too few forecasts were scored so far: persistence with wide quantiles is used."));
        }

        if (request.Prediction[ResourceKind.CpuVCores] is { Forecast.RecentCoverage: < LowestCoverage and var coverage })
        {
            reasons.Add(new Reason(
                ReasonCode.CalibrationDrift,
                $"Of the last two days only {Planner.Number(100 * coverage)} % lay below the {Planner.Number(100 * DemandForecast.WatchedLevel)} % quantile: the load has become harder to foresee."));
        }

        return reasons;
    }

    private static Reason Main(
        PlanRequest request, PlanClock clock, IReadOnlyList<PlannedChange> changes, PlannedChange? now, SizeNeed need, int current)
    {
        var sizes = request.Ladder.Sizes;
        var demand = need.Binding is { } kind ? $"{kind} {Planner.Number(need.Demand)}" : "Nothing";
        if (now is { Up: true } up)
        {
            var already = request.NeedNow is { } emergency && emergency.Index > current;
            return already
                ? new Reason(ReasonCode.DemandNow, $"{demand} is asked for now; {sizes[current].Name} is saturated.")
                : new Reason(ReasonCode.DemandAhead, $"{demand} from {Time(clock.At(up.Step))} exceeds {sizes[current].Name}.");
        }

        if (now is { } down)
        {
            return new Reason(ReasonCode.DemandFalling, $"{sizes[down.Need.Index].Name} covers the hour from {Time(clock.At(down.Step))}: {demand}.");
        }

        return changes is [{ Up: false } later, ..]
            ? new Reason(ReasonCode.HourAlreadyPaid, $"{sizes[later.Need.Index].Name} would do, but the hour is paid until {Time(clock.At(later.Step))}.")
            : new Reason(ReasonCode.SizeFits, $"{sizes[current].Name} covers {demand}.");
    }

    private static Reason Uncovered(SizeLadder ladder, SizeNeed need, int current)
    {
        var limit = ladder.Sizes[need.Index].Limits[need.Binding!.Value];
        var text = $"{need.Binding} {Planner.Number(need.Demand)} exceeds the highest limit of {ladder.Name}, {Planner.Number(limit ?? 0)} from {ladder.Sizes[need.Index].Name} on.";
        return need.Index < ladder.Sizes.Count - 1 && need.Index <= current
            ? new Reason(ReasonCode.LimitNotLifted, text)
            : new Reason(ReasonCode.LadderExhausted, text);
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
