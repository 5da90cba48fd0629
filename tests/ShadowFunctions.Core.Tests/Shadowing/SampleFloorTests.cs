using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;

namespace ShadowFunctions.Core.Tests.Shadowing;

public class SampleFloorTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static ShadowState State(int? keys, bool more = false) => new()
    {
        StoreId = "store",
        LastRunAt = Now,
        LastRunKeys = keys,
        LastBatch = new ReplicationBatch { Id = "b", StoreId = "store", At = Now.AddMinutes(-5), MoreWaiting = more },
    };

    private static ShadowState Adapt(ShadowState state, int minKeys = 20, int minutes = 0) => ShadowAdapter.Adapt(new ShadowAdapterInput
    {
        State = state,
        Configuration = new ShadowConfiguration { Workload = new WorkloadSettings { MinKeys = minKeys } },
        Now = Now.AddMinutes(minutes),
        Headroom = 0.6,
    });

    [Fact]
    public void A_complete_sample_with_too_few_keys_is_doubled_and_says_so()
    {
        var raised = Adapt(State(7));
        Assert.Equal(0.02, raised.SampleFraction);
        Assert.Contains("7 keys, needed 20", Assert.Single(raised.Reasons, r => r.Code == ReasonCode.SampleThin).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, false, 20)]
    [InlineData(null, false, 20)]
    [InlineData(7, true, 20)]
    [InlineData(7, false, 0)]
    public void Enough_keys_none_at_all_a_copy_under_way_or_no_floor_change_nothing(int? keys, bool more, int minKeys) =>
        Assert.Null(Adapt(State(keys, more), minKeys).SampleFraction);

    [Fact]
    public void A_raise_is_judged_on_a_rehearsal_of_the_larger_sample_and_ends_at_eight_times_the_owners_share()
    {
        var state = Adapt(State(1));
        Assert.Equal(0.02, Adapt(state, minutes: 5).SampleFraction);
        for (var i = 1; i < 6; i++)
        {
            var at = Now.AddMinutes(i * 60);
            state = state with { LastBatch = state.LastBatch! with { Id = $"b{i}", At = at }, LastRunAt = at, LastRunKeys = 1 + (2 * i) };
            state = Adapt(state, minutes: i * 60);
        }

        Assert.Equal(0.08, state.SampleFraction!.Value, 9);
    }

    [Fact]
    public void A_raise_that_brought_no_more_keys_is_the_last()
    {
        var state = Adapt(State(5));
        state = state with { LastBatch = state.LastBatch! with { Id = "b2", At = Now.AddMinutes(60) }, LastRunAt = Now.AddMinutes(60), LastRunKeys = 5 };
        Assert.Equal(0.02, Adapt(state, minutes: 60).SampleFraction);
    }
}
