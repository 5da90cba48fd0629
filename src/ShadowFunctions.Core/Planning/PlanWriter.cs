using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>Writes a plan down: its steps within the configured bounds, what it costs and what it leaves unserved.</summary>
internal static class PlanWriter
{
    public static CapacityPlan Write(PlanRequest request, PlanClock clock, IReadOnlyList<PlannedChange> changes, int current, RiskTable risk)
    {
        var steps = new List<PlanStep> { new(request.Now, request.Ladder.Sizes[current].Name) };
        var horizon = request.Now.AddMinutes(request.Settings.HorizonMinutes);
        foreach (var change in changes)
        {
            var at = change.ReadyAt;
            var size = Bound(request, change.To);
            if (at <= horizon && size.Name != steps[^1].Size)
            {
                steps.Add(new PlanStep(at, size.Name, change.Need.Binding, change.Need.Binding is null ? null : change.Need.Demand));
            }
        }

        return new CapacityPlan
        {
            StoreId = request.Prediction.StoreId,
            CycleId = request.Prediction.CycleId,
            CreatedAt = request.Now,
            Steps = steps,
            ExpectedCost = PlanCost.Of(request.Ladder, steps, horizon),
            ExpectedShortfallVCoreHours = PlanCost.Shortfall(request.Prediction, request.Ladder, steps, horizon),
            CoverPrices = CoverPrices.Of(request, clock, risk),
            Notes = Notes(request, steps),
        };
    }

    private static ComputeSize Bound(PlanRequest request, int index)
    {
        var ladder = request.Ladder;
        var least = request.Settings.MinimumSize is { } min && ladder.Contains(min) ? ladder.IndexOf(min) : 0;
        var most = request.Settings.MaximumSize is { } max && ladder.Contains(max) ? ladder.IndexOf(max) : ladder.Sizes.Count - 1;
        return ladder.Sizes[Math.Max(Math.Min(index, most), Math.Min(least, most))];
    }

    private static List<string> Notes(PlanRequest request, List<PlanStep> steps)
    {
        var notes = steps.Skip(1)
            .Select(s => $"{s.Size} from {s.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {s.Binding} {Planner.Number(s.Demand ?? 0)} binds.")
            .ToList();
        notes.AddRange(request.Prediction.Resources.Where(r => r.Note is not null).Select(r => r.Note!));
        return notes;
    }
}
