using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.State;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>A pair that is made smaller: the primary first, and whatever is left half way is brought to its end by a later decision.</summary>
public class GeoPairTests
{
    private const string Primary = "pair";
    private const string Secondary = "pair-geo";
    private const string Large = "GP_Gen5_4";
    private const string Small = "GP_Gen5_2";

    /// <summary>Minutes of the cycles: the first paid hour ends, and the failure is old enough to be tried again.</summary>
    private static readonly int[] Cycles = [0, 45, 50, 55, 75, 95];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_the_way_down_the_primary_goes_first()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await OpenAsync(FaultScript.None, seen);

        var operation = Assert.Single(await RunAsync(world));

        Assert.Equal((ScaleOperationStatus.Verified, 1), (operation.Status, operation.Leg));
        Assert.Equal([Primary, Secondary], Sent(seen));
        Assert.Equal((Small, Small), (Size(world, Primary), Size(world, Secondary)));
        Assert.Null(operation.Note);
    }

    [Theory]
    [InlineData(OperationFaultKind.Fails)]
    [InlineData(OperationFaultKind.NoEffect)]
    public async Task A_secondary_that_was_left_larger_is_brought_down_by_a_later_cycle(OperationFaultKind kind)
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        var faults = new FaultScript { Operations = [new OperationFault(Secondary, 1, 40619) { Kind = kind }] };
        await using var world = await OpenAsync(faults, seen);

        var operations = await RunAsync(world);

        Assert.Equal([ScaleOperationStatus.Failed, ScaleOperationStatus.Verified], operations.Select(o => o.Status));
        Assert.Equal((Large, Small), (operations[0].From, operations[0].To));
        Assert.Equal((Small, Small), (operations[1].From, operations[1].To));
        Assert.True(operations[1].IntendedAt - operations[0].IntendedAt >= TimeSpan.FromMinutes(15));
        Assert.Equal([Primary, Secondary, Secondary], Sent(seen));
        Assert.Equal((Small, Small), (Size(world, Primary), Size(world, Secondary)));
        var decision = (await DecisionsAsync(world)).Single(d => d.Id == operations[1].DecisionId);
        Assert.Equal(DecisionOutcome.Apply, decision.Outcome);
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.PairUneven && r.Detail.Contains(operations[0].Id, StringComparison.Ordinal));
        Assert.All((await DecisionsAsync(world)).Where(d => d.At > decision.At), d => Assert.Equal(DecisionOutcome.Keep, d.Outcome));
    }

    [Fact]
    public async Task Links_that_may_not_be_read_leave_the_store_to_be_changed_alone_and_the_operation_says_so()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        var rule = new FaultRule { Request = CloudRequestKind.ListReplicationLinks, Count = int.MaxValue - 1, Status = 403, Code = "AuthorizationFailed" };
        await using var world = await OpenAsync(new FaultScript { Rules = [rule] }, seen);

        var operation = Assert.Single(await RunAsync(world));

        Assert.Equal((ScaleOperationStatus.Verified, null), (operation.Status, operation.Error));
        Assert.Contains("AuthorizationFailed", operation.Note, StringComparison.Ordinal);
        Assert.Equal([Primary], Sent(seen));
        Assert.Equal((Small, Large), (Size(world, Primary), Size(world, Secondary)));
    }

    private static Task<FleetWorld> OpenAsync(FaultScript faults, ConcurrentQueue<ObservedRequest> seen) => FleetWorld.OpenAsync(o => o with
    {
        Stores = [new LocalStore(Primary, "needs less", "GP_Gen5", Large, new ConstantTrace(0.4), [])],
        Platform = cloud => cloud with
        {
            Faults = faults,
            Observer = seen.Enqueue,
            Resources = [.. cloud.Resources, SecondaryOf(cloud.Resources[0])],
        },
    });

    private static EmulatedResource SecondaryOf(EmulatedResource primary) => new()
    {
        StoreId = Secondary,
        StartSize = Large,
        Trace = new ConstantTrace(0),
        Region = "northeurope",
        Server = "sql-secondary",
        GeoSecondaryOf = primary.ResourceId,
    };

    private static async Task<List<ScaleOperation>> RunAsync(FleetWorld world)
    {
        foreach (var minute in Cycles)
        {
            await world.PassAsync(FleetWorld.Start.AddMinutes(minute) - world.Fleet.Now);
            await world.RunCycleAsync();
        }

        await world.PassAsync(TimeSpan.FromMinutes(15));
        var all = await world.Fleet.Services.GetRequiredService<ScaleOperationRepository>().LatestAsync(Primary, 100, Cancel);
        return [.. all.OrderBy(o => o.IntendedAt)];
    }

    private static Task<IReadOnlyList<Decision>> DecisionsAsync(FleetWorld world) =>
        world.Fleet.Services.GetRequiredService<IDecisionLog>().LatestAsync(Primary, 100, Cancel);

    private static string Size(FleetWorld world, string store) => world.Fleet.Cloud.Report(store, FleetWorld.Start, world.Fleet.Now).CurrentSize;

    private static IEnumerable<string> Sent(IEnumerable<ObservedRequest> seen) =>
        seen.Where(r => r.Kind == CloudRequestKind.UpdateDatabase).Select(r => r.Path[(r.Path.LastIndexOf('/') + 1)..]);
}
