using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning.Guardrails;

/// <summary>
/// Keeps a store from a size whose memory holds too few of its pages: what falls out of a filled cache is read from storage, and those reads may be more
/// than the smaller size does. On the way down the smallest size that bears them is taken, else the size in force stays. Where production's
/// statements do not tell what the cache misses, nothing is held.
/// </summary>
public sealed class CacheGuardrail : IGuardrail
{
    /// <inheritdoc/>
    public Ruling? Check(GuardrailContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var sizes = context.Input.Ladder.Sizes;
        if (!context.IsDown || context.Input.Model is not { RecordedAmounts.MemoryBytes: { } memory } model
            || !FilledCache.Fills(memory, sizes[context.Current]) || Highest(context) is not { } demand)
        {
            return null;
        }

        var store = StoreFacts.Of(model, 1, 1);
        double At(int index) => demand * LoadSizing.IoFactor(store, sizes[index].Limits.MemoryBytes);
        var kept = context.Smallest(index => !(sizes[index].Limits.DataIops < At(index)));
        return kept == context.Target ? null : new Ruling(
            new Reason(
                ReasonCode.CacheHeld,
                $"In the memory of {context.Name(context.Target)} fewer pages would be found: data I/O would rise from {Planner.Number(demand)} to {Planner.Number(At(context.Target))} a second, its limit is {Planner.Number(sizes[context.Target].Limits.DataIops!.Value)}."),
            kept);
    }

    /// <summary>The most data I/O ahead at the owner's quantile; null when it is not foretold.</summary>
    private static double? Highest(GuardrailContext context) =>
        context.Input.Prediction?[ResourceKind.DataIops]?.Forecast is { Steps: > 0 } forecast
            ? forecast.Highest(context.Settings.RiskQuantile)
            : null;
}
