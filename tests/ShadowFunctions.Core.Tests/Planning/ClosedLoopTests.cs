using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Core.Tests.Planning;

public class ClosedLoopTests(ITestOutputHelper output)
{
    /// <summary>Two vCores at night, fourteen in the morning rush and at midday: a ramp of 45 minutes, noise of a few percent.</summary>
    private sealed class OfficeDay : IDemandTrace
    {
        public double DemandVCores(DateTimeOffset minute)
        {
            var hour = minute.TimeOfDay.TotalHours;
            var up = 1 / (1 + Math.Exp(-8 * (hour - 8)));
            var down = 1 / (1 + Math.Exp(-4 * (hour - 17.5)));
            var random = new Random((int)(minute.ToUnixTimeSeconds() / 60));
            return (2 + (11 * (up - down))) * (1 + (0.03 * ((2 * random.NextDouble()) - 1)));
        }
    }

    [Fact]
    public void On_a_daily_cycle_it_is_cheaper_and_shorter_of_capacity_less_often_than_the_threshold_rule()
    {
        var ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");
        var from = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        var reactive = PolicyRun.Evaluate(new OfficeDay(), new ReactivePolicy("GP_Gen5_8"), from, from.AddDays(8), ladder, 1);
        var predictive = PolicyRun.Evaluate(
            new OfficeDay(), new PlanningPolicy("predictive", "GP_Gen5_8", new PreAllocationSettings(), new EnsemblePredictor()), from, from.AddDays(8), ladder, 1);
        foreach (var result in new[] { reactive, predictive })
        {
            output.WriteLine($"{result.Policy}: cost {result.Cost:0.00}, short {result.MinutesShort} min, unserved {result.UnservedVCoreHours:0.00} vCore-h, {result.Operations.Count} changes");
        }

        Assert.True(predictive.Cost < 0.8 * reactive.Cost);
        Assert.True(predictive.MinutesShort < reactive.MinutesShort / 2);
    }
}
