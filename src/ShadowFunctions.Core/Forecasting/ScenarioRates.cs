using System.Globalization;
using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Forecasting;

/// <summary>
/// Turns scenarios with explicit rates into effects per resource. Statements the scenario does not name keep their share of the forecast;
/// those it names take what the model says of their rates on top of the others, scaled by what production used while the mix was recorded,
/// so that the model's bias cancels. Where that use is unknown the whole forecast is multiplied by model(scenario) ÷ model(recorded).
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

            var shift = LoadShift.Of(model, window.Scenario.Rates!);
            if (shift.Unreliable is { } doubt)
            {
                notes.Add($"Scenario {name} cannot be translated: {doubt}");
            }
            else if (Effect(window, shift, kind) is { } effect)
            {
                effects.Add(effect);
                if (kind == ResourceKind.CpuVCores)
                {
                    notes.Add(Note(name, shift));
                }
            }
        }

        return effects;
    }

    private static ScenarioEffect? Effect(ScenarioWindow window, LoadShift shift, ResourceKind kind)
    {
        var doubt = Math.Sqrt(Square(window.Scenario.RelativeUncertainty) + Square(shift.RelativeError));
        if (shift.Kept[kind] is { } kept && shift.Added[kind] is { } added)
        {
            return new ScenarioEffect(window, kept, 0) { Added = added, AddedDeviation = doubt * added };
        }

        return shift.Ratio[kind] is { } ratio ? new ScenarioEffect(window, Math.Clamp(ratio, 1 / LargestEffect, LargestEffect), doubt) : null;
    }

    private static string Note(string name, LoadShift shift) => string.Create(
        CultureInfo.InvariantCulture,
        $"Scenario {name}: by the capacity model its rates take {shift.Added.CpuVCores ?? shift.Then.CpuVCores:0.##} vCores within {shift.RelativeError:P0}, beside {shift.Kept.CpuVCores ?? 0:P0} of the usual load.{(shift.Caution is { } caution ? " " + caution : "")}");

    private static double Square(double x) => x * x;
}
