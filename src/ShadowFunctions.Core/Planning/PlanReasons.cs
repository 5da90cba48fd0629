using System.Globalization;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>Puts a plan's first move into reasons.</summary>
internal static class PlanReasons
{
    public static IReadOnlyList<Reason> Explain(
        PlanRequest request, PlanClock clock, IReadOnlyList<PlannedChange> changes, PlannedChange? now, NeedCurve needs, int current, double movePrice)
    {
        var need = now?.Need ?? SizeNeed.Larger(needs.Largest(0, clock.NextChanceStep), request.NeedNow ?? default);
        var reasons = new List<Reason> { Main(request, changes, now, need, current) };
        if (need.Uncovered)
        {
            reasons.Add(Uncovered(request.Ladder, need, current));
        }

        if (changes.Count == 0 && Saving(request, clock, needs, current, movePrice) is { } saving)
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

        reasons.AddRange(new HashSet<ResourceKind> { ResourceKind.CpuVCores, need.Binding ?? ResourceKind.CpuVCores }
            .Select(k => Drift(request, k)).OfType<Reason>());
        return reasons;
    }

    /// <summary>Where the quantiles of a resource that decides no longer cover what they state; null where they do.</summary>
    private static Reason? Drift(PlanRequest request, ResourceKind kind)
    {
        var horizon = Math.Max(request.Settings.HorizonMinutes, request.Prediction.LeadTimeMinutes);
        var drifted = request.Prediction[kind] is { Forecast: var forecast } ? Calibration.Drifted(forecast, horizon) : [];
        var shares = drifted.Select(s => $"{Planner.Number(100 * s.CoverageAt(DemandForecast.WatchedLevel)!.Value)} % at {s.MinutesAhead} minutes ahead");
        return drifted.Count == 0
            ? null
            : new Reason(
                ReasonCode.CalibrationDrift,
                $"{kind} of the last two days lay within the {Planner.Number(100 * DemandForecast.WatchedLevel)} % quantile in only {string.Join(", ", shares)}: it has become harder to foresee.");
    }

    private static Reason Main(
        PlanRequest request, IReadOnlyList<PlannedChange> changes, PlannedChange? now, SizeNeed need, int current)
    {
        var sizes = request.Ladder.Sizes;
        var demand = need.Binding is { } kind ? $"{kind} {Planner.Number(need.Demand)}" : "Nothing";
        if (now is { Up: true } up)
        {
            var already = request.NeedNow is { } emergency && emergency.Index > current;
            return already
                ? new Reason(ReasonCode.DemandNow, $"{demand} is asked for now; {sizes[current].Name} is saturated.")
                : need.Index > current
                    ? new Reason(ReasonCode.DemandAhead, $"{demand} exceeds {sizes[current].Name}; {sizes[up.To].Name} is ready by {Time(up.ReadyAt)}.")
                    : new Reason(ReasonCode.DemandAhead, $"{demand} fits {sizes[current].Name}, but {sizes[up.To].Name} costs less than the risk that it rises further.");
        }

        if (now is { } down)
        {
            return new Reason(ReasonCode.DemandFalling, $"{sizes[down.To].Name} covers the time from {Time(down.ReadyAt)}: {demand}.");
        }

        if (changes is not [{ Up: false } later, ..])
        {
            return new Reason(ReasonCode.SizeFits, $"{sizes[current].Name} covers {demand}.");
        }

        return request.StandsUntil is { } end && end > request.Now
            ? new Reason(ReasonCode.Dwelling, $"{sizes[later.To].Name} would do, but {sizes[current].Name} has to stand until {Time(end)}.")
            : new Reason(ReasonCode.HourAlreadyPaid, $"{sizes[later.To].Name} would do, but the hour is paid until {Time(later.ReadyAt)}.");
    }

    /// <summary>What the smallest size that covers the plan would save, where a resize is priced higher than that; else null.</summary>
    private static double? Saving(PlanRequest request, PlanClock clock, NeedCurve needs, int current, double movePrice)
    {
        var target = needs.Largest(clock.ReadyStep, needs.Steps).Index;
        var hours = (needs.Steps - clock.ReadyStep) / (double)PlanClock.StepsPerHour;
        var saving = (request.Ladder.Sizes[current].PricePerHour - request.Ladder.Sizes[Math.Min(target, current)].PricePerHour) * hours;
        return target < current && saving <= movePrice * (current - target) ? saving : null;
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
