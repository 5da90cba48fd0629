using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public sealed class OffersTests
{
    [Fact]
    public void A_decision_says_that_a_size_is_newer_than_the_table_and_that_a_price_is_an_estimate()
    {
        var input = Given.Input(Given.Cpu(7.5), "S4");
        var confirmed = new SizeLadder("test", [.. input.Ladder.Sizes.Select(s => s with { PriceConfirmed = true })]);
        var derived = new SizeLadder("test", [.. confirmed.Sizes.Select(s => s.Name == "S8" ? s with { DerivedFrom = "S6", PriceConfirmed = false } : s)]);

        var known = Decider.Decide(input with { Ladder = confirmed });
        var made = Decider.Decide(input with { Ladder = derived });

        Assert.Equal(("S8", "S8"), (known.Decision.To, made.Decision.To));
        Assert.DoesNotContain(ReasonCode.SizeDerived, known.Decision.Codes());
        var reason = Assert.Single(made.Decision.Reasons, r => r.Code == ReasonCode.SizeDerived);
        Assert.Contains("derived from S6", reason.Detail, StringComparison.Ordinal);
        Assert.Equal((false, true), (known.Plan!.PriceEstimated, made.Plan!.PriceEstimated));
    }

    [Fact]
    public void A_size_that_is_not_sold_is_never_chosen_and_the_decision_says_so()
    {
        var input = Without(Given.Input(Given.Cpu(7.5), "S4"), "S8");

        var decision = Decider.Decide(input).Decision;

        Assert.Equal("S10", decision.To);
        Assert.Contains(decision.Reasons, r => r.Code == ReasonCode.SizeNotOffered && r.Detail.Contains("S8", StringComparison.Ordinal));
    }

    [Fact]
    public void The_size_in_force_stays_a_choice_although_it_is_no_longer_sold()
    {
        var decision = Decider.Decide(Without(Given.Input(Given.Cpu(3.5), "S4"), "S4")).Decision;

        Assert.Equal((DecisionOutcome.Keep, "S4"), (decision.Outcome, decision.To));
    }

    [Fact]
    public void Where_nothing_larger_is_sold_the_exhausted_ladder_names_what_is_missing()
    {
        var input = Without(Given.Input(Given.Cpu(9), "S8"), "S10", "S12", "S14", "S16", "S18", "S20");

        var decision = Decider.Decide(input).Decision;

        Assert.Equal("S8", decision.To);
        Assert.Contains(ReasonCode.LadderExhausted, decision.Codes());
        Assert.Contains(ReasonCode.SizeNotOffered, decision.Codes());
    }

    [Theory]
    [InlineData("S8", null, "S10")]
    [InlineData(null, "S8", "S6")]
    public void A_bound_that_is_not_sold_moves_inwards(string? minimum, string? maximum, string expected)
    {
        var input = Without(Given.Input(minimum is null ? Given.Cpu(15) : Given.Cpu(1), minimum is null ? "S4" : "S2"), "S8");
        var settings = new PreAllocationSettings { MinimumSize = minimum, MaximumSize = maximum, MaxStepsDown = 0 };
        input = input with { Store = input.Store with { Configuration = new ShadowConfiguration { PreAllocation = settings } } };

        Assert.Equal(expected, Decider.Decide(input).Decision.To);
    }

    [Fact]
    public void An_old_look_at_the_region_is_told()
    {
        var decision = Decider.Decide(Given.Input(Given.Cpu(1), "S4") with { LadderStale = "last read yesterday" }).Decision;

        Assert.Contains(decision.Reasons, r => r is { Code: ReasonCode.CapabilitiesStale, Detail: "last read yesterday" });
    }

    private static DecisionInput Without(DecisionInput input, params string[] sizes) => input with
    {
        Ladder = new SizeLadder(
            input.Ladder.Name, [.. input.Ladder.Sizes.Select(s => sizes.Contains(s.Name) ? s with { NotOffered = "not sold here" } : s)]),
    };
}
