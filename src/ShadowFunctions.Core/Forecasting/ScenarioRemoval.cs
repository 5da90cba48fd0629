using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Takes events with explicit rates out of production's minutes: what <see cref="ScenarioOverlay"/> adds is subtracted, the rest is brought
/// back to the whole of the usual load. So events do not pollute the typical day and do not count twice.
/// </summary>
internal sealed class ScenarioRemoval
{
    // Where less than this share of the usual load is left, the rest says too little about it: the minute is a gap.
    private const double SmallestShare = 0.2;

    private readonly Dictionary<ResourceKind, IReadOnlyList<ScenarioEffect>> _effects;

    private ScenarioRemoval(Dictionary<ResourceKind, IReadOnlyList<ScenarioEffect>> effects) => _effects = effects;

    public static ScenarioRemoval Of(IReadOnlyList<UsageSample> samples, IReadOnlyList<Scenario> scenarios, CapacityModel? model)
    {
        var near = model is null || samples.Count == 0
            ? []
            : ScenarioWindow.Resolve([.. scenarios.Where(s => s is { Rates: not null, Multiplier: null })])
                .Where(w => w.Touches(samples[0].Minute, samples[^1].Minute.AddMinutes(1))).Select(w => w.Scenario).ToArray();
        ResourceKind[] kinds = near.Length == 0 ? [] : [.. Enum.GetValues<ResourceKind>().Where(k => k is not (ResourceKind.StorageBytes or ResourceKind.MemoryBytes))];
        return new ScenarioRemoval(kinds.ToDictionary(k => k, k => ScenarioRates.Effects(near, model, k, [])));
    }

    /// <summary>The minute as it would have been without the events.</summary>
    public ResourceAmounts Usual(UsageSample sample)
    {
        var amounts = sample.Amounts;
        foreach (var (kind, effects) in _effects)
        {
            foreach (var effect in effects.Where(e => e.Window.Holds(sample.Minute)))
            {
                amounts = amounts.With(kind, amounts[kind] is { } amount && effect.Multiplier >= SmallestShare
                    ? Math.Clamp((amount - effect.Added) / effect.Multiplier, 0, amount)
                    : null);
            }
        }

        return amounts;
    }
}
