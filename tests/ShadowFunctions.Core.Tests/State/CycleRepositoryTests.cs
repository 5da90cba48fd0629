using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;
using ShadowFunctions.TestKit.State;

namespace ShadowFunctions.Core.Tests.State;

public sealed class CycleRepositoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 23, 50, 0, TimeSpan.Zero);
    private readonly MemoryStateStore _state = new();
    private readonly CycleRepository _cycles;

    public CycleRepositoryTests() => _cycles = new(_state);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_oldest_pending_cycle_is_claimed_first()
    {
        await _cycles.RecordAsync(Make(1), Cancel);
        await _cycles.RecordAsync(Make(0), Cancel);

        var first = await _cycles.ClaimAsync(Cancel);
        Assert.Equal(Make(0) with { Status = CycleStatus.Running }, first);
        await _cycles.CompleteAsync(first!, Cancel);
        Assert.Equal(Make(1).Id, (await _cycles.ClaimAsync(Cancel))!.Id);
    }

    [Fact]
    public async Task Nothing_recorded_is_nothing_to_claim()
    {
        Assert.Null(await _cycles.ClaimAsync(Cancel));
    }

    [Fact]
    public async Task A_claim_repeated_after_a_crash_gets_the_same_cycle()
    {
        await _cycles.RecordAsync(Make(0), Cancel);
        await _cycles.RecordAsync(Make(1), Cancel);

        Assert.Equal(await _cycles.ClaimAsync(Cancel), await _cycles.ClaimAsync(Cancel));
    }

    [Fact]
    public async Task A_tick_repeated_after_its_cycle_ended_starts_nothing()
    {
        await _cycles.RecordAsync(Make(0), Cancel);
        await _cycles.CompleteAsync((await _cycles.ClaimAsync(Cancel))! with { Started = 3 }, Cancel);

        var again = await _cycles.RecordAsync(Make(0), Cancel);

        Assert.Equal(CycleStatus.Dispatched, again.Status);
        Assert.Equal(3, again.Started);
        Assert.Null(await _cycles.ClaimAsync(Cancel));
        Assert.Empty(await Markers());
    }

    [Fact]
    public async Task A_recording_cut_off_before_its_document_is_taken_up_when_repeated()
    {
        await _state.PutAsync(StateKinds.OpenCycle, StateKinds.Fleet, Make(0).Id, new { Make(0).Id }, null, Cancel);

        Assert.Null(await _cycles.ClaimAsync(Cancel));
        await _cycles.RecordAsync(Make(0), Cancel);
        Assert.Equal(Make(0).Id, (await _cycles.ClaimAsync(Cancel))!.Id);
    }

    [Fact]
    public async Task An_ended_cycle_leaves_no_marker()
    {
        await _cycles.RecordAsync(Make(0), Cancel);
        await _cycles.CompleteAsync((await _cycles.ClaimAsync(Cancel))!, Cancel);

        Assert.Empty(await Markers());
        Assert.Equal(CycleStatus.Dispatched, (await _cycles.FindAsync(Make(0).Id, Cancel))!.Status);
    }

    [Fact]
    public async Task The_latest_cycles_come_newest_first()
    {
        foreach (var n in new[] { 1, 3, 0, 2 })
        {
            await _cycles.RecordAsync(Make(n), Cancel);
        }

        Assert.Equal([Make(3).Id, Make(2).Id], (await _cycles.LatestAsync(2, Cancel)).Select(c => c.Id));
    }

    private static Cycle Make(int n)
    {
        var at = Start.AddMinutes(5 * n);
        return new() { Id = $"{at:yyyyMMddTHHmm}Z", Source = CycleSource.Timer, At = at };
    }

    private async Task<List<object>> Markers() =>
        [.. await _state.ListAsync<object>(StateKinds.OpenCycle, StateKinds.Fleet, null, Cancel).Select(m => m.Value).ToListAsync(Cancel)];
}
