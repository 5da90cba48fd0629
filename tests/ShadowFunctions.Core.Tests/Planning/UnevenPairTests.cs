using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public class UnevenPairTests
{
    private static readonly ScaleOperation Half = new()
    {
        Id = "store-1",
        StoreId = "store",
        DecisionId = "store-1",
        From = "S8",
        To = "S4",
        Route = ["primary", "secondary"],
        Leg = 1,
        Status = ScaleOperationStatus.Failed,
        IntendedAt = Given.Now.AddHours(-5),
        Deadline = Given.Now.AddHours(-4),
        Error = "40619",
    };

    [Fact]
    public void A_pair_left_half_way_is_repaired_though_the_size_fits()
    {
        var decision = Decide(Half).Decision;
        Assert.Equal((DecisionOutcome.Apply, "S4", "S4"), (decision.Outcome, decision.From, decision.To));
        Assert.Equal(ReasonCode.PairUneven, decision.Codes()[0]);
    }

    [Fact]
    public void A_failed_repair_is_tried_again_and_a_verified_change_ends_it()
    {
        var repair = Half with { Id = "store-2", From = "S4", Leg = 0, Route = ["secondary"], IntendedAt = Given.Now.AddHours(-4.5) };
        Assert.Equal(DecisionOutcome.Apply, Decide(Half, repair).Decision.Outcome);
        Assert.Equal(DecisionOutcome.Keep, Decide(Half, repair with { Status = ScaleOperationStatus.Verified }).Decision.Outcome);
    }

    [Theory]
    [InlineData(ScaleOperationStatus.Failed, 0)]
    [InlineData(ScaleOperationStatus.Verified, 1)]
    public void A_change_that_failed_at_its_first_leg_or_ended_well_leaves_nothing_to_repair(ScaleOperationStatus status, int leg) =>
        Assert.Equal(DecisionOutcome.Keep, Decide(Half with { Status = status, Leg = leg }).Decision.Outcome);

    [Fact]
    public void A_repair_waits_after_a_failure_and_obeys_the_guardrails()
    {
        var fresh = Decide(Half with { IntendedAt = Given.Now.AddMinutes(-10) }).Decision;
        Assert.Equal(DecisionOutcome.Refused, fresh.Outcome);
        Assert.Contains(ReasonCode.FailedLately, fresh.Codes());

        var stopped = Decider.Decide(Input(Half) with { Fleet = new(true, "incident") }).Decision;
        Assert.Equal(DecisionOutcome.Refused, stopped.Outcome);
        Assert.Contains(ReasonCode.FleetPaused, stopped.Codes());
    }

    private static DecisionResult Decide(params ScaleOperation[] operations) => Decider.Decide(Input(operations));

    private static DecisionInput Input(params ScaleOperation[] operations) => Given.Input(Given.Cpu(3), "S4") with { Operations = operations };
}
