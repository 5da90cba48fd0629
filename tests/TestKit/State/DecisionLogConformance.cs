using System.Runtime.CompilerServices;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.State;

/// <summary>What every <see cref="IDecisionLog"/> promises. <paramref name="open"/> gives one more over the same data, as a restarted process would.</summary>
public abstract class DecisionLogConformance(Func<IDecisionLog> open)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 23, 50, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDecisionLog Log { get; } = open();

    [Fact]
    public async Task A_decision_can_be_found_by_another_process()
    {
        var decision = Make(0);

        await Log.RecordAsync(decision, Cancel);
        var found = await open().FindAsync(decision.StoreId, decision.Id, Cancel);

        Assert.Equivalent(decision, found, strict: true);
        Assert.Null(await Log.FindAsync(decision.StoreId, "unknown", Cancel));
    }

    [Fact]
    public async Task Recording_a_decision_again_returns_the_first_and_changes_nothing()
    {
        await Log.RecordAsync(Make(0), Cancel);

        var again = await Log.RecordAsync(Make(0) with { To = "GP_Gen5_80" }, Cancel);

        Assert.Equal("GP_Gen5_4", again.To);
        Assert.Equal("GP_Gen5_4", (await Log.LatestAsync(again.StoreId, 9, Cancel)).Single().To);
    }

    [Fact]
    public async Task Recorders_of_one_id_all_get_the_same_decision()
    {
        var store = nameof(Recorders_of_one_id_all_get_the_same_decision);
        var recorded = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Log.RecordAsync(Make(0, store) with { To = $"size{i}" }, Cancel))));

        Assert.Single(recorded.Select(d => d.To).Distinct());
    }

    [Fact]
    public async Task An_update_replaces_the_decision()
    {
        var decision = Make(0);
        await Log.RecordAsync(decision, Cancel);

        await Log.UpdateAsync(decision with { Outcome = DecisionOutcome.Rejected }, Cancel);

        Assert.Equal(DecisionOutcome.Rejected, (await Log.FindAsync(decision.StoreId, decision.Id, Cancel))!.Outcome);
    }

    [Fact]
    public async Task An_update_of_an_unknown_decision_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Log.UpdateAsync(Make(0), Cancel));

        Assert.Contains(Make(0).Id, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latest_decisions_come_newest_first_over_the_turn_of_a_day()
    {
        int[] order = [2, 0, 5, 1, 4, 3];
        foreach (var cycle in order)
        {
            await Log.RecordAsync(Make(cycle), Cancel);
        }

        await Log.RecordAsync(Make(9, "another-store"), Cancel);
        var store = Make(0).StoreId;

        Assert.Equal([5, 4, 3], (await Log.LatestAsync(store, 3, Cancel)).Select(Cycle));
        Assert.Equal([5, 4, 3, 2, 1, 0], (await Log.LatestAsync(store, 99, Cancel)).Select(Cycle));
        Assert.Empty(await Log.LatestAsync(store, 0, Cancel));
    }

    private static int Cycle(Decision decision) => (int)((decision.At - Start).TotalMinutes / 5);

    private static Decision Make(int cycle, [CallerMemberName] string store = "")
    {
        var at = Start.AddMinutes(5 * cycle);
        return new()
        {
            Id = $"{store}-{at:yyyyMMddTHHmm}Z",
            StoreId = store,
            CycleId = $"{at:yyyyMMddTHHmm}Z",
            At = at,
            Outcome = DecisionOutcome.Apply,
            From = "GP_Gen5_2",
            To = "GP_Gen5_4",
            NeededAt = at.AddMinutes(30),
            DemandVCores = 3.3,
            Binding = ResourceKind.CpuVCores,
            Reasons = [new(default, "3.3 vCores at 95 %"), new(default, "lead time 7 minutes")],
        };
    }
}
