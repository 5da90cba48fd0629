using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning.Guardrails;

namespace ShadowFunctions.Core.Planning;

/// <summary>Makes one decision for one store. Pure: (what is known, now) → (decision, plan, command).</summary>
public static class Decider
{
    /// <summary>Decides. Never throws for bad metrics or an unknown size: it keeps the size and says why.</summary>
    public static DecisionResult Decide(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var size = SizeInForce.Observe(input.PreviousSize, input.Capacity, input.Operations, input.Now);
        if (!input.Ladder.Contains(input.Capacity.CurrentSize))
        {
            return Off(input, size);
        }

        var whole = input;
        input = Offers.Restrict(input);
        var result = Plan(input, size);
        var current = input.Ladder.IndexOf(input.Capacity.CurrentSize);
        var wanted = input.Ladder.IndexOf(result.Target);
        var ruled = GuardrailList.Apply(new GuardrailContext { Input = input, Size = size, Current = current, Target = wanted });
        var target = input.Ladder.Sizes[ruled.Target];
        var extras = ruled.Outcome is DecisionOutcome.Keep ? null : ExtraNeeds.Of(input, target);
        var decision = new Decision
        {
            Id = input.DecisionId,
            StoreId = input.Store.Id,
            CycleId = input.CycleId,
            At = input.Now,
            Outcome = ruled.Outcome,
            From = input.Capacity.CurrentSize,
            To = ruled.Outcome is DecisionOutcome.Keep ? input.Capacity.CurrentSize : target.Name,
            Extras = extras,
            StoredBytes = ExtraNeeds.Storage(input).UsedBytes,
            NeededAt = result.NeededAt,
            DemandVCores = CpuAtLeadTime(input),
            Binding = result.Need.Binding,
            Reasons = Reasons(whole, input, [.. Uneven(input, target, extras, ruled), .. result.Reasons, .. ruled.Reasons], target, extras),
            Replaces = input.Open?.Id,
        };
        return new DecisionResult
        {
            Decision = decision,
            Plan = input.Prediction is null ? null : result.Plan with
            {
                StorageCostPerMonth = StorageBill.PerMonth(input, target, extras),
                ExpectedStorageCost = StorageBill.Over(input, result.Plan.Steps, extras),
                PriceEstimated = result.Plan.Steps.Any(s => !input.Ladder[s.Size].PriceConfirmed),
            },
            ScaleTo = ruled.Outcome == DecisionOutcome.Apply ? decision.To : null,
            Size = size,
            Memory = result.Memory,
        };
    }

    private static IEnumerable<Reason> Uneven(DecisionInput input, ComputeSize target, SizeExtras? extras, GuardrailResult ruled) =>
        ruled.Outcome is not DecisionOutcome.Keep && extras is null && target.Name == input.Capacity.CurrentSize && UnevenPair.Find(input.Operations) is { } left
            ? [UnevenPair.Explain(left, target.Name)]
            : [];

    private static List<Reason> Reasons(DecisionInput whole, DecisionInput input, List<Reason> reasons, ComputeSize target, SizeExtras? extras)
    {
        if (MetricsHealth.Assess(input) is { } health && reasons.TrueForAll(r => r.Code != health.Code))
        {
            reasons.Add(health);
        }

        if (input.HeldBefore is { } held && reasons.TrueForAll(r => r.Code != held.Code))
        {
            reasons.Add(held);
        }

        reasons.AddRange(extras is null ? [] : ExtraNeeds.Explain(input, extras, target));
        reasons.AddRange(Offers.Derived(input.Ladder[input.Capacity.CurrentSize], target) is { } derived ? [derived] : []);
        reasons.AddRange(ExtraNeeds.Bounded(input, target) is { } bounded ? [bounded] : []);
        var exhausted = reasons.Exists(r => r.Code == ReasonCode.LadderExhausted);
        reasons.AddRange(Offers.Explain(whole, input.Capacity.CurrentSize, target.Name, exhausted));
        return reasons;
    }

    private static PlanResult Plan(DecisionInput input, SizeInForce size)
    {
        var emergency = Saturation.NeedNow(input);
        var prediction = FilledCache.LeaveOut(input.Prediction, input.Ladder[input.Capacity.CurrentSize]) ?? new ResourcePrediction
        {
            StoreId = input.Store.Id,
            CycleId = input.CycleId,
            CreatedAt = input.Now,
            LeadTimeMinutes = input.Store.Configuration.PreAllocation.LeadTimeMinutes,
        };
        var result = Planner.Plan(new PlanRequest
        {
            Prediction = prediction,
            Ladder = input.Ladder,
            CurrentSize = input.Capacity.CurrentSize,
            Settings = input.Store.Configuration.PreAllocation,
            Now = input.Now,
            CycleMinutes = input.CycleMinutes,
            NeedNow = emergency,
            HighestOfHour = HighestOfHour(input),
            ChangedAt = LastChange.Of(size, input.Operations),
            Memory = PlanMemory.Observe(
                input.Memory, input.Ladder, input.RecentSamples, input.Now, ShortLimit.Of(input.Store.Configuration.PreAllocation) ?? 1),
        });

        // Without a CPU forecast an absence of need is an absence of knowledge.
        var known = prediction[ResourceKind.CpuVCores] is not null;
        var down = input.Ladder.IndexOf(result.Target) < input.Ladder.IndexOf(input.Capacity.CurrentSize);
        return known || (!down && emergency is not null)
            ? result
            : result with
            {
                Target = down ? input.Capacity.CurrentSize : result.Target,
                Reasons = [new Reason(ReasonCode.MetricsMissing, "CPU could not be predicted: nothing is made smaller.")],
            };
    }

    /// <summary>The highest size that the present clock hour is billed at already, as far as the minutes show it.</summary>
    private static int HighestOfHour(DecisionInput input)
    {
        var hour = new DateTimeOffset(input.Now.UtcTicks - (input.Now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        var highest = input.Ladder.IndexOf(input.Capacity.CurrentSize);
        foreach (var sample in input.RecentSamples)
        {
            if (sample.Minute >= hour && sample.Minute < input.Now && sample.Size is { } size && input.Ladder.Contains(size))
            {
                highest = Math.Max(highest, input.Ladder.IndexOf(size));
            }
        }

        return highest;
    }

    private static double? CpuAtLeadTime(DecisionInput input) => input.Prediction is { } prediction && prediction[ResourceKind.CpuVCores] is { } cpu
        ? NeedCurve.DemandAt(cpu.Forecast, input.Store.Configuration.PreAllocation.RiskQuantile, input.Now.AddMinutes(prediction.LeadTimeMinutes))
        : null;

    private static DecisionResult Off(DecisionInput input, SizeInForce size) => new()
    {
        Size = size,
        Decision = new Decision
        {
            Id = input.DecisionId,
            StoreId = input.Store.Id,
            CycleId = input.CycleId,
            At = input.Now,
            Outcome = DecisionOutcome.Keep,
            From = input.Capacity.CurrentSize,
            To = input.Capacity.CurrentSize,
            DemandVCores = CpuAtLeadTime(input),
            Reasons = [new Reason(ReasonCode.ForeignChange, $"The store runs at {input.Capacity.CurrentSize}, which is not on the ladder {input.Ladder.Name}: it is left alone.")],
            Replaces = input.Open?.Id,
        },
    };
}
