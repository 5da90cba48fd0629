using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>What the planner has learned of one store, kept from cycle to cycle by the caller. Immutable.</summary>
public sealed record PlanMemory
{
    private const double NearLimit = 0.95;
    private const double PriceMemorySteps = 576;

    /// <summary>Ladder it was learned on; another one begins anew.</summary>
    public required string Ladder { get; init; }

    /// <summary>First minute not yet taken, UTC.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>First step not yet counted.</summary>
    public long NextStep { get; init; } = long.MinValue;

    /// <summary>How demand moves between sizes.</summary>
    public required DemandJumps Jumps { get; init; }

    /// <summary>The budget of short minutes.</summary>
    public ShortBudget Budget { get; init; } = new();

    /// <summary>Mean price per hour of the sizes needed.</summary>
    public double MeanPricePerHour { get; init; }

    /// <summary>Steps that went into the mean.</summary>
    public int Steps { get; init; }

    /// <summary>Takes production's last minutes; those taken before are ignored.</summary>
    /// <param name="memory">What was known; null at the first cycle.</param>
    /// <param name="ladder">The store's ladder.</param>
    /// <param name="samples">Minutes in time order.</param>
    /// <param name="now">Instant of the cycle, UTC.</param>
    /// <param name="limit">Share of minutes that may be short.</param>
    public static PlanMemory Observe(PlanMemory? memory, SizeLadder ladder, IReadOnlyList<UsageSample> samples, DateTimeOffset now, double limit)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        ArgumentNullException.ThrowIfNull(samples);
        var next = memory is not null && memory.Ladder == ladder.Name && memory.Jumps.Sizes == ladder.Sizes.Count
            ? memory
            : new PlanMemory { Ladder = ladder.Name, Jumps = DemandJumps.Empty(ladder.Sizes.Count) };
        next = next.Spend(ladder, samples, now, limit);
        return next.Count(ladder, samples, StepGrid.IndexOf(now));
    }

    private PlanMemory Spend(SizeLadder ladder, IReadOnlyList<UsageSample> samples, DateTimeOffset now, double limit)
    {
        var (budget, until) = (Budget, Until);
        for (var i = 0; i < samples.Count; i++)
        {
            var sample = samples[i];
            if (sample.Minute >= until && sample.Minute <= now)
            {
                until = sample.Minute.AddMinutes(1);
                budget = budget.Spend(IsShort(ladder, sample) && SwitchEcho.Over(ladder, samples, i), limit);
            }
        }

        return this with { Budget = budget, Until = until };
    }

    private PlanMemory Count(SizeLadder ladder, IReadOnlyList<UsageSample> samples, long present)
    {
        var next = this;
        var at = 0;
        while (at < samples.Count)
        {
            var step = StepGrid.IndexOf(samples[at].Minute);
            var (need, censored, known) = (0, false, false);
            for (; at < samples.Count && StepGrid.IndexOf(samples[at].Minute) == step; at++)
            {
                var isShort = IsShort(ladder, samples[at]);
                if (isShort && !SwitchEcho.Over(ladder, samples, at))
                {
                    continue;
                }

                var (sized, isKnown) = Need(ladder, samples[at]);
                known |= isKnown;
                need = Math.Max(need, sized);
                censored |= isShort;
            }

            if (known && step >= next.NextStep && step < present)
            {
                next = next.Count(ladder, step, need, censored);
            }
        }

        return next;
    }

    private PlanMemory Count(SizeLadder ladder, long step, int need, bool censored)
    {
        var jumps = NextStep != long.MinValue && step > NextStep ? Jumps.Observe(-1, false) : Jumps;
        var price = ladder.Sizes[need].PricePerHour;
        return this with
        {
            NextStep = step + 1,
            Jumps = jumps.Observe(censored ? Math.Min(need + 1, ladder.Sizes.Count - 1) : need, censored),
            Steps = Math.Min(Steps + 1, int.MaxValue - 1),
            MeanPricePerHour = MeanPricePerHour + (Math.Max(1 / PriceMemorySteps, 1.0 / (Steps + 1)) * (price - MeanPricePerHour)),
        };
    }

    private static (int Need, bool Known) Need(SizeLadder ladder, UsageSample sample)
    {
        var (need, known) = (0, false);
        var limits = sample.Size is { } size && ladder.Contains(size) ? ladder[size].Limits : null;
        foreach (var kind in Saturation.Flows)
        {
            if (sample.Amounts[kind] is { } amount && double.IsFinite(amount) && amount >= 0 && !(amount > MetricsHealth.Tolerance * limits?[kind]))
            {
                need = Math.Max(need, SizeNeed.Of(ladder, kind, amount).Index);
                known = true;
            }
        }

        return (need, known);
    }

    /// <summary>Saturated at a limit of the size.</summary>
    private static bool IsShort(SizeLadder ladder, UsageSample sample)
    {
        if (!sample.Saturated || sample.Size is not { } name || !ladder.Contains(name))
        {
            return false;
        }

        var limits = ladder[name].Limits;
        foreach (var kind in Saturation.Flows)
        {
            if (sample.Amounts[kind] >= NearLimit * limits[kind])
            {
                return true;
            }
        }

        return false;
    }
}
