using System.Globalization;
using ShadowFunctions.Core.Capacity.Growth;
using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>What people do today, and the noise floor. Each is given production's usual CPU to scale by, where that helps it.</summary>
internal sealed class SimplePredictors(Session session)
{
    private readonly double _cpuPerCall = session.History.Sum(m => m.Window.CpuSeconds) / session.History.Sum(m => m.Window.Calls);
    private readonly IReadOnlyDictionary<string, double> _nnls = Nnls(session);
    private readonly Dictionary<string, double> _isolated = session.Isolated.GroupBy(m => m.Name)
        .ToDictionary(g => g.Key, g => Evidence.Median(g.Select(m => m.Window.CpuSeconds / m.Window.Calls)));

    private readonly Dictionary<string, double> _extrapolated = Template.All.ToDictionary(t => t.Id, t => Extrapolated(session, t));

    public static IReadOnlyList<string> Names { get; } = ["per transaction", "regression", "raw shadow", "extrapolated shadow", "noise floor"];

    /// <summary>CPU, vCores, by each of <see cref="Names"/>; NaN where one has no answer.</summary>
    public double[] Predict(Scenario scenario)
    {
        var rates = scenario.Rates();
        var usual = Template.Usual.ToDictionary(t => t.Id, t => t.Rate);
        var now = usual.Values.Sum() * _cpuPerCall;
        return
        [
            rates.Values.Sum() * _cpuPerCall,
            rates.Sum(r => r.Value * _nnls.GetValueOrDefault(r.Key)),
            Rehearsed(scenario.Name) / Rehearsed("step 1") * now,
            Sum(rates, _extrapolated) / Sum(usual, _extrapolated) * now,
            Sum(rates, _isolated) / Sum(usual, _isolated) * now,
        ];
    }

    private static double Sum(Dictionary<string, double> rates, Dictionary<string, double> costs) => rates.Sum(r => r.Value * costs.GetValueOrDefault(r.Key, double.NaN));

    private double Rehearsed(string name) => Evidence.Median(session.Rehearsed.Where(m => m.Name == name).Select(m => m.Window.CpuSeconds / session.WindowSeconds));

    private static Dictionary<string, double> Nnls(Session session)
    {
        var names = Template.Usual.Select(t => t.Id).ToArray();
        var solution = NonNegativeLeastSquares.Solve(
            [.. session.History.Select(m => names.Select(n => (double)m.Window.Statements[n].Calls).ToArray())],
            [.. session.History.Select(m => m.Window.CpuSeconds)]);
        return names.Zip(solution).ToDictionary(x => x.First, x => x.Second);
    }

    private static double Extrapolated(Session session, Template template)
    {
        var points = session.Shadows.SelectMany(s => s.Value[template.Id].CpuSeconds.Select(c => new GrowthPoint(double.Parse(s.Key, CultureInfo.InvariantCulture), c))).ToArray();
        return GrowthLaws.Fit(points)!.At(1);
    }
}
