using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public class DemandJumpsTests
{
    [Fact]
    public void Levels_that_a_store_jumps_to_are_expected_and_those_it_never_needed_are_not()
    {
        var jumps = Alternating(DemandJumps.Empty(6), 300);
        var survival = jumps.Survival(3);
        Assert.True(survival[3] > 0.2, "size 4 is needed every other hour");
        Assert.True(survival[4] < 0.02, "size 5 never was");
    }

    [Fact]
    public void A_saturated_step_counts_as_what_was_needed_when_it_was_over()
    {
        var calm = Enumerable.Range(0, 50).Aggregate(DemandJumps.Empty(6), (j, _) => j.Observe(0, false));
        var jumps = calm.Observe(1, true).Observe(1, true).Observe(4, false);
        Assert.Equal([4, 4, 4], jumps.Needs[^3..]);
        Assert.Empty(jumps.Censored);
    }

    [Fact]
    public void A_gap_is_not_a_size()
    {
        var jumps = DemandJumps.Empty(6).Observe(2, false).Observe(-1, false);
        Assert.Equal(0, jumps.Weight);
        Assert.All(jumps.Survival(1), p => Assert.Equal(0, p));
    }

    [Fact]
    public void The_risk_never_rises_with_the_size()
    {
        var survival = Alternating(DemandJumps.Empty(6), 100).Survival(6);
        Assert.Equal(survival.OrderDescending(), survival);
    }

    [Fact]
    public void What_was_right_in_a_restless_night_counts_little_after_hours_of_calm()
    {
        double[] surprised = [0.001, 0.001, 0.001, 0.001, 0.001, 0];
        DemandJumps Live(DemandJumps jumps, int need) => jumps.Observe(need, false).Foretell(surprised);
        var night = Enumerable.Range(0, 20).SelectMany(hour => Enumerable.Repeat(hour % 2 == 0 ? 0 : 4, 6)).Aggregate(DemandJumps.Empty(6), Live);
        var noon = Enumerable.Repeat(0, 96).Aggregate(night, Live);
        Assert.True(night.Weight > 0.9, $"{night.Weight}");
        Assert.True(noon.Weight < 0.1, $"{noon.Weight}");
    }

    private static DemandJumps Alternating(DemandJumps jumps, int hours) => Enumerable.Range(0, hours)
        .SelectMany(hour => Enumerable.Repeat(hour % 2 == 0 ? 0 : 4, 6))
        .Aggregate(jumps, (j, need) => j.Observe(need, false));
}
