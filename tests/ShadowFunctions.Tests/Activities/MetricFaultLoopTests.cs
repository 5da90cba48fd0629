using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Activities;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.Tests.Activities;

/// <summary>The whole loop while the platform's metrics are late and have holes: nothing is made smaller, and in the end nothing is missing that was to be had.</summary>
public class MetricFaultLoopTests
{
    private const string Roomy = "roomy";
    private const string StartSize = "GP_Gen5_8";

    private static readonly DateTimeOffset Start = FleetWorld.Start;
    private static readonly DateTimeOffset LateUntil = Start.AddMinutes(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_made_smaller_while_metrics_are_late_or_missing_and_what_was_late_is_complete_later()
    {
        MetricFault late = new(Roomy, Start, LateUntil, LagMinutes: 45);
        MetricFault gap = new(Roomy, Start.AddMinutes(20), Start.AddMinutes(32));
        await using var world = await OpenAsync(late, gap);

        while (world.Fleet.Now < LateUntil)
        {
            await world.RunCycleAsync();
            Assert.Empty(await OperationsAsync(world));
            var decision = (await world.Fleet.Services.GetRequiredService<IDecisionLog>().LatestAsync(Roomy, 1, Cancel))[0];
            Assert.Contains(decision.Reasons, r => r.Code is ReasonCode.MetricsStale or ReasonCode.MetricsMissing);
            await world.PassAsync(TimeSpan.FromMinutes(5));
        }

        await world.RunCycleAsync();

        var known = await world.Fleet.Services.GetRequiredService<UsageHistory>().ReadAsync(Roomy, Start, LateUntil.AddMinutes(-5), Cancel);
        var had = Enumerable.Range(0, 85).Select(i => Start.AddMinutes(i)).Where(m => m < gap.From || m >= gap.Until);
        Assert.Equal(had, known.Select(s => s.Minute));
        Assert.All(known, s => Assert.Equal(StartSize, s.Size));
    }

    [Fact]
    public async Task The_same_store_is_made_smaller_when_its_metrics_are_in_time()
    {
        await using var world = await OpenAsync();
        while (world.Fleet.Now < LateUntil && (await OperationsAsync(world)).Count == 0)
        {
            await world.RunCycleAsync();
            await world.PassAsync(TimeSpan.FromMinutes(5));
        }

        Assert.NotEmpty(await OperationsAsync(world));
    }

    private static Task<FleetWorld> OpenAsync(params MetricFault[] faults) => FleetWorld.OpenAsync(o => o with
    {
        Stores = [new LocalStore(Roomy, "has more than it needs", "GP_Gen5", StartSize, new ConstantTrace(1), [])],
        Platform = cloud => cloud with { Faults = new FaultScript { Metrics = faults } },
    });

    private static Task<IReadOnlyList<ScaleOperation>> OperationsAsync(FleetWorld world) =>
        world.Fleet.Services.GetRequiredService<ScaleOperationRepository>().LatestAsync(Roomy, 5, Cancel);
}
