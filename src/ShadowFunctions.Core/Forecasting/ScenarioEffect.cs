using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>What an event does to one resource.</summary>
/// <param name="Window">When.</param>
/// <param name="Multiplier">Demand in the window as a multiple of the demand without the event.</param>
/// <param name="RelativeUncertainty">Standard deviation of the multiplier as a share of it.</param>
public sealed record ScenarioEffect(ScenarioWindow Window, double Multiplier, double RelativeUncertainty)
{
    /// <summary>Demand that comes on top of the multiplied one, in the resource's unit: what explicit rates take.</summary>
    public double Added { get; init; }

    /// <summary>Standard deviation of <see cref="Added"/>.</summary>
    public double AddedDeviation { get; init; }

    /// <summary>The effects of all scenarios on a resource; those that give rates need a model that is reliable for them.</summary>
    public static IReadOnlyList<ScenarioEffect> Of(IReadOnlyList<Scenario> scenarios, CapacityModel? model, ResourceKind kind) =>
        [.. OfMultipliers(scenarios), .. ScenarioRates.Effects(scenarios, model, kind, [])];

    /// <summary>The effects of those scenarios that give a multiplier; it is applied to every resource that grows with load.</summary>
    public static IReadOnlyList<ScenarioEffect> OfMultipliers(IReadOnlyList<Scenario> scenarios) =>
    [
        .. ScenarioWindow.Resolve(scenarios)
            .Where(w => w.Scenario.Multiplier is > 0)
            .Select(w => new ScenarioEffect(w, w.Scenario.Multiplier!.Value, w.Scenario.RelativeUncertainty)),
    ];
}
