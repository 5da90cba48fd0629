using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>What rates that are given for some statements do to a store's load, by its capacity model.</summary>
public sealed record LoadShift
{
    /// <summary>Why nothing can be said; null when something can.</summary>
    public string? Unreliable { get; init; }

    /// <summary>Why the answer may be off by more than 30 %; null when it is firmer, or when there is none.</summary>
    public string? Caution { get; init; }

    /// <summary>Relative error of the model's answer.</summary>
    public double RelativeError { get; init; }

    /// <summary>Share of the usual use that stays: that of the statements without a rate of their own. Unknown where the usual use is.</summary>
    public ResourceAmounts Kept { get; init; } = ResourceAmounts.Unknown;

    /// <summary>What the statements with rates take on top, in production's units. Unknown where the usual use is.</summary>
    public ResourceAmounts Added { get; init; } = ResourceAmounts.Unknown;

    /// <summary>The whole load as a multiple of the recorded one.</summary>
    public ResourceAmounts Ratio { get; init; } = ResourceAmounts.Unknown;

    /// <summary>The whole load, the other statements at their recorded rates: in production's units where the usual use is known, else in the model's.</summary>
    public ResourceAmounts Then { get; init; } = ResourceAmounts.Unknown;

    /// <summary>Asks the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rates">Executions per second of the statements that change.</param>
    /// <param name="dataFactor">Data as a multiple of the present size, above 0.</param>
    public static LoadShift Of(CapacityModel model, IReadOnlyDictionary<string, double> rates, double dataFactor = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rates);
        var rest = model.RecordedRates.Where(r => !rates.ContainsKey(r.Key)).ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var all = rest.Concat(rates).ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var then = CapacityModels.Predict(model, all, dataFactor);
        var usual = CapacityModels.Predict(model, model.RecordedRates);
        if ((then.Unreliable ?? usual.Unreliable) is { } doubt)
        {
            return new LoadShift { Unreliable = doubt, RelativeError = 1 };
        }

        // The others alone may be too little to be said with certainty: then only the whole is compared.
        var others = rest.Values.Sum() > 0 ? CapacityModels.Predict(model, rest).Amounts : null;
        var shift = new LoadShift { RelativeError = then.RelativeError, Caution = then.Caution };
        foreach (var kind in Enum.GetValues<ResourceKind>())
        {
            if (then.Amounts[kind] is { } whole && usual.Amounts[kind] is > 0 and var now)
            {
                shift = shift.With(kind, whole, now, others is null ? 0 : others[kind], Observed(model, kind));
            }
        }

        return shift;
    }

    private static double? Observed(CapacityModel model, ResourceKind kind) =>
        kind == ResourceKind.CpuVCores ? model.RecordedCpuVCores : model.RecordedAmounts?[kind];

    private LoadShift With(ResourceKind kind, double whole, double now, double? others, double? observed) =>
        observed is not > 0 || others is not { } rest
            ? this with { Ratio = Ratio.With(kind, whole / now), Then = Then.With(kind, whole) }
            : this with
            {
                Ratio = Ratio.With(kind, whole / now),
                Kept = Kept.With(kind, Math.Clamp(rest / now, 0, 1)),
                Added = Added.With(kind, Math.Max(0, whole - rest) / now * observed.Value),
                Then = Then.With(kind, whole / now * observed.Value),
            };
}
