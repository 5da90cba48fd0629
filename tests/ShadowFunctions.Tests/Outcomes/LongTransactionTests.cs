using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Local.Demo;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>The look at production's open transactions before a change of size, through the whole app.</summary>
public class LongTransactionTests
{
    private const string Spare = "spare";

    /// <summary>Minutes of the cycles: a paid hour is used to its end, so a smaller size is asked for shortly before.</summary>
    private static readonly int[] Cycles = [0, 45, 50, 55, 105, 110, 115];

    /// <summary>Open over the end of the first hour, not of the second.</summary>
    private static readonly LocalTransaction Report = new(Spare, FleetWorld.Start.AddMinutes(-5), FleetWorld.Start.AddMinutes(90));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_is_made_smaller_only_after_the_long_transaction_has_ended()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await OpenAsync(Spare, Demand(1), seen, [Report]);

        var decisions = await RunAsync(world);

        var held = decisions.Where(d => d.Reasons.Any(r => r.Code == ReasonCode.LongTransaction)).ToList();
        Assert.NotEmpty(held);
        Assert.All(held, d => Assert.Equal(DecisionOutcome.Refused, d.Outcome));
        Assert.All(held, d => Assert.True(d.At < Report.Until, $"{d.At}"));
        Assert.All(decisions.Where(d => d.Outcome == DecisionOutcome.Apply), d => Assert.True(d.At >= Report.Until, $"{d.At}"));
        Assert.Contains(decisions, d => d.Outcome == DecisionOutcome.Apply);
        Assert.Contains(seen, r => r.Kind == CloudRequestKind.UpdateDatabase);
    }

    [Fact]
    public async Task The_owners_approval_is_checked_against_what_is_open_when_it_comes()
    {
        await using var world = await OpenAsync(Spare, Demand(1), new(), [Report]);
        await world.AskOwnerOfAsync(Spare);
        var open = (await RunAsync(world, Report.Until)).FirstOrDefault(d => d.Outcome == DecisionOutcome.AwaitingApproval);

        Assert.NotNull(open);
        using var answer = await world.SendAsync(HttpMethod.Post, $"api/stores/{Spare}/decisions/{open.Id}/approve", "{\"by\":\"ann\"}");
        answer.EnsureSuccessStatusCode();
        await world.IdleAsync();

        var decision = Assert.Single(await DecisionsAsync(world), d => d.Id == open.Id);
        Assert.Equal(DecisionOutcome.Refused, decision.Outcome);
        Assert.Equal([ReasonCode.Approved, ReasonCode.LongTransaction], decision.Reasons.Select(r => r.Code).TakeLast(2));
    }

    [Fact]
    public async Task A_needed_larger_size_goes_out_and_the_log_says_what_was_open()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        await using var world = await OpenAsync(FleetWorld.Short, Demand(6), seen, [Report with { StoreId = FleetWorld.Short }]);

        await world.RunCycleAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));

        var decision = Assert.Single(await DecisionsAsync(world, FleetWorld.Short));
        Assert.Equal(DecisionOutcome.Apply, decision.Outcome);
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.LongTransaction);
        Assert.Single(seen, r => r.Kind == CloudRequestKind.UpdateDatabase);
    }

    [Fact]
    public async Task A_look_that_fails_stops_nothing_and_is_told()
    {
        var blind = new CountedLooks(TransactionLook.Not("permission denied."));
        await using var world = await OpenAsync(Spare, Demand(1), new(), [], blind);

        var decisions = await RunAsync(world);

        var applied = decisions.Where(d => d.Outcome == DecisionOutcome.Apply).ToList();
        Assert.NotEmpty(applied);
        Assert.All(applied, d => Assert.Contains(d.Reasons, r => r.Code == ReasonCode.TransactionsUnseen && r.Detail.Contains("permission denied", StringComparison.Ordinal)));
        Assert.Equal(2 * applied.Count, blind.Looks); // With the decision, and when the turn to send has come.
    }

    [Fact]
    public async Task What_begins_while_a_smaller_size_waits_for_its_turn_holds_it_back_and_a_new_decision_says_so()
    {
        var seen = new ConcurrentQueue<ObservedRequest>();
        var late = new LocalTransaction(Spare, FleetWorld.Start.AddMinutes(50).AddSeconds(5), FleetWorld.Start.AddMinutes(90));
        await using var world = await OpenAsync(Spare, Demand(1), seen, [late]);
        await world.ChangeAsync(Spare, store => store["configuration"]!["preAllocation"]!["longTransactionSeconds"] = 60);

        var decisions = await RunAsync(world);

        var anew = Assert.Single(decisions, d => d.At > late.From && d.At < FleetWorld.Start.AddMinutes(55));
        Assert.NotEqual(DecisionOutcome.Apply, anew.Outcome);
        Assert.Contains(anew.Reasons, r => r.Code == ReasonCode.LongTransaction);
        Assert.Single(decisions, d => d.Outcome == DecisionOutcome.Apply && d.At < late.From);
        var sent = seen.Where(r => r.Kind == CloudRequestKind.UpdateDatabase).ToList();
        Assert.NotEmpty(sent);
        Assert.All(sent, r => Assert.True(r.At >= late.Until, $"{r.At}"));
    }

    [Fact]
    public async Task An_owner_who_wants_no_look_gets_none()
    {
        var looks = new CountedLooks(new TransactionLook(9000));
        await using var world = await OpenAsync(Spare, Demand(1), new(), [], looks);
        await world.ChangeAsync(Spare, store => store["configuration"]!["preAllocation"]!["longTransactionSeconds"] = 0);

        var decisions = await RunAsync(world);

        Assert.Contains(decisions, d => d.Outcome == DecisionOutcome.Apply);
        Assert.Equal(0, looks.Looks);
    }

    private static ConstantTrace Demand(double vCores) => new(vCores);

    private static Task<FleetWorld> OpenAsync(
        string store, IDemandTrace demand, ConcurrentQueue<ObservedRequest> seen, IReadOnlyList<LocalTransaction> open, IOpenTransactions? looks = null) =>
        FleetWorld.OpenAsync(o => o with
        {
            Stores = [new LocalStore(store, "one store", "GP_Gen5", store == Spare ? "GP_Gen5_16" : "GP_Gen5_2", demand, [])],
            Transactions = open,
            Platform = cloud => cloud with { Observer = seen.Enqueue },
            OverrideServices = looks is null ? null : services => services.Replace(ServiceDescriptor.Singleton(looks)),
        });

    private static async Task<IReadOnlyList<Decision>> RunAsync(FleetWorld world, DateTimeOffset? until = null)
    {
        foreach (var minute in Cycles.Where(m => FleetWorld.Start.AddMinutes(m) < (until ?? DateTimeOffset.MaxValue)))
        {
            await world.PassAsync(FleetWorld.Start.AddMinutes(minute) - world.Fleet.Now);
            await world.RunCycleAsync();
        }

        await world.PassAsync(TimeSpan.FromMinutes(4));
        return await DecisionsAsync(world);
    }

    private static Task<IReadOnlyList<Decision>> DecisionsAsync(FleetWorld world, string store = Spare) =>
        world.Fleet.Services.GetRequiredService<IDecisionLog>().LatestAsync(store, 100, Cancel);

    private sealed class CountedLooks(TransactionLook answer) : IOpenTransactions
    {
        private int _looks;

        public int Looks => _looks;

        public Task<TransactionLook> LookAsync(Store store, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _looks);
            return Task.FromResult(answer);
        }
    }
}
