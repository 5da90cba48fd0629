using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;

namespace ShadowFunctions.Core.Tests.Shadowing;

public class ShadowAdapterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly CapacityModel Good = new() { StoreId = "store", FittedAt = Now, RelativeError = 0.05 };

    private static ShadowAdapterInput Input(double? headroom = 0.6) => new()
    {
        State = new ShadowState { StoreId = "store", RowsPerSecond = 200, LastReplicationAt = Now, LastRunAt = Now.AddHours(-1) },
        Configuration = new ShadowConfiguration(),
        Now = Now,
        Headroom = headroom,
        Model = Good,
    };

    [Fact]
    public void Headroom_raises_the_rate_by_a_tenth_of_the_maximum() => Assert.Equal(250, ShadowAdapter.Adapt(Input()).RowsPerSecond);

    [Theory]
    [InlineData(0.1)]
    [InlineData(null)]
    public void Missing_or_unknown_headroom_halves_the_rate(double? headroom)
    {
        var state = ShadowAdapter.Adapt(Input(headroom));
        Assert.Equal(100, state.RowsPerSecond);
        Assert.Contains(state.Reasons, r => r.Code == ReasonCode.NoHeadroom);
    }

    [Fact]
    public void The_rate_stays_within_its_bounds_for_any_sequence() =>
        Gen.Double[0, 1].Array[1, 60].Sample(headrooms =>
        {
            var state = new ShadowState { StoreId = "store" };
            foreach (var headroom in headrooms)
            {
                state = ShadowAdapter.Adapt(Input(headroom) with { State = state });
                Assert.InRange(state.RowsPerSecond, 10, 500);
            }
        });

    [Fact]
    public void More_waiting_rows_are_fetched_in_the_next_cycle()
    {
        var batch = new ReplicationBatch { Id = "b1", StoreId = "store", At = Now, Rows = 50, Bytes = 900, MoreWaiting = true, Guard = ReasonCode.RateLimited };
        var state = ShadowAdapter.Adapt(Input() with { Batch = batch });
        Assert.Equal(Now.AddMinutes(5), state.NextReplicationAt);
        Assert.Equal((1, 50L, 900L), (state.Batches, state.ReplicatedRows, state.ReplicatedBytes));
        var again = ShadowAdapter.Adapt(Input() with { State = state, Batch = batch });
        Assert.Equal(50, again.ReplicatedRows);
    }

    [Fact]
    public void A_young_and_right_model_needs_no_rehearsal_until_it_is_old()
    {
        var state = ShadowAdapter.Adapt(Input());
        Assert.Equal(Now.AddHours(11), state.NextRunAt);
        Assert.Contains(state.Reasons, r => r.Code == ReasonCode.NotDue);
    }

    [Theory]
    [InlineData(0.4, null, ReasonCode.ModelError)]
    [InlineData(0.05, "statistics are off", ReasonCode.ModelOld)]
    public void A_wrong_or_unreliable_model_makes_the_next_rehearsal_due(double error, string? unreliable, ReasonCode code)
    {
        var state = ShadowAdapter.Adapt(Input() with { Model = Good with { RelativeError = error, Unreliable = unreliable } });
        Assert.Equal(Now.AddMinutes(-30), state.NextRunAt);
        Assert.Contains(state.Reasons, r => r.Code == code);
    }

    [Fact]
    public void An_event_is_rehearsed_once_when_it_comes_near()
    {
        var sale = new Scenario { Name = "sale", StartLocal = Now.UtcDateTime.AddMinutes(200), EndLocal = Now.UtcDateTime.AddMinutes(300), Multiplier = 3 };
        var before = ShadowAdapter.Adapt(Input() with { Scenarios = [sale] });
        Assert.True(before.NextRunAt <= Now);
        Assert.Contains(before.Reasons, r => r.Code == ReasonCode.ScenarioNear);
        var run = new WorkloadRun { Id = "r", StoreId = "store", At = Now, Profile = "recorded" };
        var after = ShadowAdapter.Adapt(Input() with { State = before, Run = run, Scenarios = [sale] });
        Assert.True(after.NextRunAt > Now.AddHours(2));
        Assert.Equal(1, after.WorkloadRuns);
    }

    [Fact]
    public void Without_a_rehearsal_yet_one_is_due()
    {
        var state = ShadowAdapter.Adapt(Input() with { State = new ShadowState { StoreId = "store" } });
        Assert.True(state.NextRunAt <= Now);
    }
}
