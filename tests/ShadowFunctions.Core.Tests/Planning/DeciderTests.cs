using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Tests.Planning;

public class DeciderTests
{
    [Fact]
    public void Saturated_minutes_scale_up_at_once_even_when_forecasts_abstain()
    {
        var calm = Given.Prediction(Given.Forecast(ResourceKind.CpuVCores, [3], abstained: true));
        var input = Given.Input(calm, "S4") with { RecentSamples = Given.Samples(Given.Now, "S4", 4, saturated: 3) };
        var result = Decider.Decide(input);
        Assert.Equal("S6", result.ScaleTo);
        Assert.Equal(ReasonCode.DemandNow, result.Decision.Reasons[0].Code);
        Assert.Equal(Given.Now, result.Decision.NeededAt);
    }

    [Fact]
    public void Saturated_minutes_scale_up_without_any_prediction()
    {
        var input = Given.Input(null, "S4") with { RecentSamples = Given.Samples(Given.Now, "S4", 4, saturated: 3) };
        Assert.Equal("S6", Decider.Decide(input).ScaleTo);
    }

    [Fact]
    public void Minutes_saturated_at_a_smaller_size_before_do_not_count()
    {
        var input = Given.Input(Given.Cpu(3), "S8") with { RecentSamples = Given.Samples(Given.Now, "S4", 4, saturated: 3) };
        Assert.Equal(DecisionOutcome.Keep, Decider.Decide(input).Decision.Outcome);
    }

    [Fact]
    public void Without_a_prediction_nothing_is_made_smaller()
    {
        var result = Decider.Decide(Given.Input(null, "S16", Given.Now.AddMinutes(30)));
        Assert.Equal(DecisionOutcome.Keep, result.Decision.Outcome);
        Assert.Null(result.Plan);
        Assert.Contains(ReasonCode.MetricsMissing, result.Decision.Codes());
    }

    [Fact]
    public void Whatever_the_metrics_say_a_decision_is_made_and_bad_ones_never_make_the_store_smaller() =>
        Gen.Select(
            Gen.OneOf(Gen.Double, Gen.Double[0, 30], Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity)).Array[0, 40],
            Gen.Int[-200, 200],
            Gen.Bool,
            Gen.Double[0, 30].Array[1, 48]).Sample(
            (values, offset, saturated, demand) =>
            {
                var now = Given.Now.AddMinutes(30);
                var samples = values.Select((v, i) => new UsageSample(
                    now.AddMinutes(offset + i - values.Length), new ResourceAmounts { CpuVCores = v, DataIops = v }, saturated, "S12")).ToArray();
                var input = Given.Input(Given.Cpu(demand), "S12", now) with { RecentSamples = samples };
                var result = Decider.Decide(input);
                if (MetricsHealth.Assess(input) is not null)
                {
                    Assert.True(result.ScaleTo is null || input.Ladder.IndexOf(result.ScaleTo) > input.Ladder.IndexOf("S12"));
                }
            },
            iter: 1000);

    [Theory]
    [InlineData(60e9, "S4")]
    [InlineData(30e9, "S8")]
    public void A_memory_that_is_full_is_a_cache_and_does_not_hold_the_size(double memoryBytes, string size)
    {
        var ladder = new SizeLadder("memory", [.. Given.Ladder().Sizes.Select(s => s with { Limits = s.Limits with { MemoryBytes = 4e9 * s.Capacity } })]);
        var prediction = Given.Prediction(Given.Forecast(ResourceKind.CpuVCores, [3]), Given.Forecast(ResourceKind.MemoryBytes, [memoryBytes], spread: 0));
        var input = Given.Input(prediction, "S16", Given.Now.AddMinutes(30));
        input = input with { Ladder = ladder, Store = input.Store with { Configuration = Given.WithoutStepLimit } };
        Assert.Equal(size, Decider.Decide(input).ScaleTo);
    }

    [Fact]
    public void A_size_off_the_ladder_is_left_alone_without_an_exception()
    {
        var result = Decider.Decide(Given.Input(Given.Cpu(3), "BC_Gen5_80"));
        Assert.Equal(DecisionOutcome.Keep, result.Decision.Outcome);
        Assert.Equal([ReasonCode.ForeignChange], result.Decision.Codes());
    }

    [Fact]
    public void A_decision_names_what_it_replaces_and_what_it_saw()
    {
        var open = Decider.Decide(Given.Input(Given.Cpu(3, 3, 10), "S4")).Decision with { Id = "store-before" };
        var decision = Decider.Decide(Given.Input(Given.Cpu(3, 3, 10), "S4") with { Open = open }).Decision;
        Assert.Equal("store-cycle", decision.Id);
        Assert.Equal("store-before", decision.Replaces);
        Assert.InRange(decision.DemandVCores!.Value, 10, 11);
        Assert.Equal(ResourceKind.CpuVCores, decision.Binding);
    }

    [Fact]
    public void A_size_of_our_own_making_is_not_foreign_and_anothers_is()
    {
        var before = new SizeInForce("S4", Given.Now.AddHours(-5), false);
        var ours = Operation("S8", ScaleOperationStatus.Verified);
        var capacity = new CapacityState("S8", "S8", false);
        Assert.False(SizeInForce.Observe(before, capacity, [ours], Given.Now).Foreign);
        Assert.True(SizeInForce.Observe(before, capacity, [], Given.Now).Foreign);
        var foreign = SizeInForce.Observe(before, capacity, [ours with { To = "S10" }], Given.Now);
        Assert.True(foreign.Foreign);
        Assert.Equal(foreign, SizeInForce.Observe(foreign, capacity, [ours with { To = "S10" }], Given.Now.AddMinutes(5)));
    }

    [Fact]
    public void The_lead_time_is_learned_from_verified_operations_and_never_below_the_setting()
    {
        var settings = new PreAllocationSettings { LeadTimeMinutes = 5 };
        Assert.Equal(new LeadTime(5, 0), LeadTimes.Estimate([], settings));
        var quick = Operation("S8", ScaleOperationStatus.Verified) with { ReadyAt = Given.Now.AddMinutes(-28) };
        Assert.Equal(new LeadTime(5, 1), LeadTimes.Estimate([quick], settings));
        var slow = quick with { ReadyAt = Given.Now.AddMinutes(-18) };
        Assert.Equal(new LeadTime(12, 2), LeadTimes.Estimate([quick, slow], settings));
        Assert.Equal(new LeadTime(5, 1), LeadTimes.Estimate([quick, slow with { Status = ScaleOperationStatus.Failed }], settings));
    }

    private static ScaleOperation Operation(string to, ScaleOperationStatus status) => new()
    {
        Id = "op",
        StoreId = "store",
        DecisionId = "d",
        From = "S4",
        To = to,
        Status = status,
        IntendedAt = Given.Now.AddMinutes(-30),
        RequestedAt = Given.Now.AddMinutes(-30),
        ReadyAt = Given.Now.AddMinutes(-26),
        Deadline = Given.Now,
        Patches = 1,
    };
}
