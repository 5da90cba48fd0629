using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Core.Tests.State;

public sealed class StoreCycleRepositoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 19, 0, 0, TimeSpan.Zero);
    private readonly StoreCycleRepository _passes = new(new MemoryStateStore());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pass_is_assigned_once_claimed_and_ended()
    {
        Assert.Null(await _passes.ClaimAsync("s", Now, Cancel));
        await _passes.AssignAsync(Make("20261122T1900Z"), Cancel);
        await _passes.AssignAsync(Make("20261122T1900Z") with { AssignedAt = Now.AddMinutes(1) }, Cancel);

        var running = await _passes.ClaimAsync("s", Now, Cancel);
        Assert.Equal(Make("20261122T1900Z") with { Status = StoreCycleStatus.Running }, running);
        await _passes.EndAsync("s", running!.CycleId, p => p with { Status = StoreCycleStatus.Completed, DecisionId = "d" }, Cancel);

        Assert.Equal("d", (await _passes.LatestAsync("s", Cancel))!.DecisionId);
        Assert.Null(await _passes.ClaimAsync("s", Now, Cancel));
        Assert.Equal(StoreCycleStatus.Completed, (await _passes.AssignAsync(Make("20261122T1900Z"), Cancel)).Status);
    }

    [Fact]
    public async Task A_claim_repeated_after_a_crash_gets_the_same_pass()
    {
        await _passes.AssignAsync(Make("20261122T1900Z"), Cancel);

        Assert.Equal(await _passes.ClaimAsync("s", Now, Cancel), await _passes.ClaimAsync("s", Now, Cancel));
    }

    [Fact]
    public async Task The_newest_pass_is_claimed_and_older_open_ones_are_closed_as_replaced()
    {
        await _passes.AssignAsync(Make("20261122T1900Z"), Cancel);
        await _passes.AssignAsync(Make("20261122T1905Z"), Cancel);

        Assert.Equal("20261122T1905Z", (await _passes.ClaimAsync("s", Now.AddMinutes(5), Cancel))!.CycleId);

        var replaced = (await _passes.FindAsync("s", "20261122T1900Z", Cancel))!;
        Assert.Equal(StoreCycleStatus.Failed, replaced.Status);
        Assert.Equal(Now.AddMinutes(5), replaced.EndedAt);
        Assert.Contains("20261122T1905Z", replaced.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ending_a_pass_that_was_never_assigned_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _passes.EndAsync("s", "20261122T1900Z", p => p, Cancel));

        Assert.Contains("20261122T1900Z", refused.Message, StringComparison.Ordinal);
    }

    private static StoreCycle Make(string cycleId) => new() { StoreId = "s", CycleId = cycleId, AssignedAt = Now };
}
