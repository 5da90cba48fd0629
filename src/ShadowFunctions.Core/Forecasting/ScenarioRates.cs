using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Turns scenarios with explicit rates into effects per resource: model(rates of the scenario) ÷ model(recorded rates). A ratio, so that the
/// model's bias cancels. Statements the scenario does not name keep their recorded rate.
/// </summary>
internal static class ScenarioRates
{
    private const double LargestEffect = 1000;

    public static IReadOnlyList<ScenarioEffect> Effects(IReadOnlyList<Scenario> scenarios, CapacityModel? model, ResourceKind kind, List<string> notes)
    {
        var effects = new List<ScenarioEffect>();
        foreach (var window in ScenarioWindow.Resolve([.. scenarios.Where(s => s.Rates is not null && s.Multiplier is null)]))
        {
            var name = window.Scenario.Name;
            if (model is null)
            {
                notes.Add($"Scenario {name} gives rates, but there is no capacity model to translate them.");
                continue;
            }

            var rates = model.RecordedRates.ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
            foreach (var (id, rate) in window.Scenario.Rates!)
            {
                rates[id] = rate;
            }

            var expected = CapacityModels.Predict(model, rates);
            var usual = CapacityModels.Predict(model, model.RecordedRates);
            if ((expected.Unreliable ?? usual.Unreliable) is { } doubt)
            {
                notes.Add($"Scenario {name} cannot be translated: {doubt}");
            }
            else if (expected.Amounts[kind] is { } then && usual.Amounts[kind] is > 0 and var now)
            {
                var doubtOfBoth = Math.Sqrt(Square(window.Scenario.RelativeUncertainty) + Square(expected.RelativeError));
                effects.Add(new ScenarioEffect(window, Math.Clamp(then / now, 1 / LargestEffect, LargestEffect), doubtOfBoth));
            }
        }

        return effects;
    }

    private static double Square(double x) => x * x;
}
