using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public class PlannerTests
{
    // A spread of the size of rounding is none: more demand would round to less of it.
    private static readonly Gen<double> AnySpread = Gen.Double[0, 0.3].Select(spread => spread < 1e-6 ? 0 : spread);

    private static readonly Gen<(double[] Cpu, double[] Io, double Spread, int Size, int Minute)> AnyCase = Gen.Select(
        Gen.Double[0, 25].Array[1, 48], Gen.Double[0, 8000].Array[1, 48], AnySpread, Gen.Int[0, 9], Gen.Int[0, 59]);

    [Fact]
    public void More_demand_never_gives_a_smaller_size() =>
        Gen.Select(AnyCase, Gen.Double[0, 10].Array[48]).Sample(
            (given, extra) =>
            {
                var ladder = Given.Ladder();
                var less = Target(given.Cpu, given.Io, given.Spread, given.Size, given.Minute);
                var larger = Target(Longer(given.Cpu, extra), given.Io, given.Spread, given.Size, given.Minute);
                Assert.True(ladder.IndexOf(larger) >= ladder.IndexOf(less), $"{less} became {larger}");
            },
            iter: 3000);

    [Fact]
    public void Scaling_all_demand_and_the_ladder_scales_the_plan() =>
        AnyCase.Sample(
            given =>
            {
                var now = Given.Now.AddMinutes(given.Minute);
                var one = Planner.Plan(Given.Request(Prediction(given.Cpu, given.Io, given.Spread, 1), $"S{2 * (given.Size + 1)}", now));
                var four = Planner.Plan(Given.Request(Prediction(given.Cpu, given.Io, given.Spread, 4), $"S{2 * (given.Size + 1)}", now, Given.Ladder(4)));
                Assert.Equal(one.Target, four.Target);
                Assert.Equal(one.NeededAt, four.NeededAt);
                Assert.Equal(one.Plan.Steps.Select(s => (s.At, s.Size)), four.Plan.Steps.Select(s => (s.At, s.Size)));
            },
            iter: 500);

    [Fact]
    public void The_same_request_gives_the_same_plan() =>
        AnyCase.Sample(
            given =>
            {
                var request = Given.Request(Prediction(given.Cpu, given.Io, given.Spread, 1), "S8");
                var (first, second) = (Planner.Plan(request), Planner.Plan(request));
                Assert.Equal(first.Target, second.Target);
                Assert.Equal(first.Plan.Steps, second.Plan.Steps);
                Assert.Equal(first.Plan.ExpectedCost, second.Plan.ExpectedCost);
                Assert.Equal(first.Reasons, second.Reasons);
            },
            iter: 200);

    [Fact]
    public void Demand_within_the_lead_time_and_a_cycle_is_answered_at_once_with_the_right_size()
    {
        var result = Planner.Plan(Given.Request(Given.Cpu(3, 3, 11), "S4"));
        Assert.Equal("S12", result.Target);
        Assert.Equal(Given.Now.AddMinutes(10), result.NeededAt);
        Assert.Equal(ResourceKind.CpuVCores, result.Need.Binding);
        Assert.Equal(ReasonCode.DemandAhead, result.Reasons[0].Code);
    }

    [Fact]
    public void Demand_beyond_the_next_chance_to_act_waits_but_is_planned()
    {
        var result = Planner.Plan(Given.Request(Given.Cpu(3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 11), "S4"));
        Assert.Equal("S4", result.Target);
        Assert.Equal(Given.Now.AddMinutes(55), result.NeededAt);
        Assert.Equal(["S4", "S12"], result.Plan.Steps.Take(2).Select(s => s.Size));
    }

    [Fact]
    public void A_size_that_the_present_hour_will_be_billed_at_anyway_is_taken_at_once() =>
        Assert.Equal("S12", Planner.Plan(Given.Request(Given.Cpu(3, 3, 3, 3, 3, 3, 11), "S4")).Target);

    [Fact]
    public void Each_extra_nine_costs_at_least_as_much_as_the_one_before() =>
        AnyCase.Sample(
            given =>
            {
                var plan = Planner.Plan(Given.Request(Prediction(given.Cpu, given.Io, given.Spread, 1), "S8")).Plan;
                Assert.Equal([0.9, 0.99, 0.999], plan.CoverPrices.Select(c => c.Level));
                Assert.Equal(plan.CoverPrices.OrderBy(c => c.Cost), plan.CoverPrices);
            },
            iter: 200);

    [Fact]
    public void A_stricter_limit_never_gives_a_smaller_size() =>
        AnyCase.Sample(
            given =>
            {
                var request = Given.Request(Prediction(given.Cpu, given.Io, given.Spread, 1), $"S{2 * (given.Size + 1)}", Given.Now.AddMinutes(given.Minute));
                var strict = Planner.Plan(request with { Settings = request.Settings with { ShortLimitPercent = 0.05 } });
                var loose = Planner.Plan(request with { Settings = request.Settings with { ShortLimitPercent = 5 } });
                Assert.True(request.Ladder.IndexOf(strict.Target) >= request.Ladder.IndexOf(loose.Target), $"{strict.Target} < {loose.Target}");
            },
            iter: 1000);

    [Theory]
    [InlineData(20, ReasonCode.HourAlreadyPaid, "S16")]
    [InlineData(46, ReasonCode.DemandFalling, "S4")]
    [InlineData(50, ReasonCode.DemandFalling, "S4")]
    [InlineData(55, ReasonCode.HourAlreadyPaid, "S16")]
    public void A_smaller_size_is_asked_for_so_that_it_is_there_when_the_next_paid_hour_begins(int minute, ReasonCode reason, string size)
    {
        var now = Given.Now.AddMinutes(minute - 20);
        var result = Planner.Plan(Given.Request(Given.Cpu(3), "S16", now));
        Assert.Equal(size, result.Target);
        Assert.Equal(reason, result.Reasons[0].Code);
    }

    [Fact]
    public void A_size_paid_per_second_is_left_as_soon_as_the_hour_ahead_fits_below()
    {
        var result = Planner.Plan(Given.Request(Given.Cpu(3), "S16", ladder: Given.Ladder(billing: BillingRule.PerSecond)));
        Assert.Equal("S4", result.Target);
    }

    [Fact]
    public void A_smaller_size_that_the_next_hour_outgrows_is_not_taken()
    {
        var falling = Enumerable.Repeat(3.0, 14).Concat([15.0]).ToArray();
        Assert.Equal("S16", Planner.Plan(Given.Request(Given.Cpu(falling), "S16", Given.Now.AddMinutes(30))).Target);
    }

    [Fact]
    public void A_saving_below_the_price_of_a_resize_is_left_and_named()
    {
        var request = Given.Request(Given.Cpu(3), "S6", Given.Now.AddMinutes(30));
        var result = Planner.Plan(request with { Settings = request.Settings with { ResizePrice = 50 } });
        Assert.Equal("S6", result.Target);
        Assert.Contains(result.Reasons, r => r.Code == ReasonCode.SavingTooSmall);
    }

    [Fact]
    public void Every_limit_binds_and_the_binding_one_is_named()
    {
        var prediction = Given.Prediction(Given.Forecast(ResourceKind.CpuVCores, [2.5]), Given.Forecast(ResourceKind.DataIops, [3500]));
        var result = Planner.Plan(Given.Request(prediction, "S4"));
        Assert.Equal("S12", result.Target);
        Assert.Equal(ResourceKind.DataIops, result.Need.Binding);
    }

    [Fact]
    public void A_limit_that_larger_sizes_do_not_lift_is_named_and_not_bought()
    {
        var prediction = Given.Prediction(Given.Forecast(ResourceKind.CpuVCores, [2.5]), Given.Forecast(ResourceKind.LogBytesPerSecond, [9e6]));
        var result = Planner.Plan(Given.Request(prediction, "S8"));
        Assert.Equal("S8", result.Target);
        Assert.Contains(result.Reasons, r => r.Code == ReasonCode.LimitNotLifted);
    }

    [Fact]
    public void Demand_above_the_ladder_takes_the_largest_size_and_says_so()
    {
        var result = Planner.Plan(Given.Request(Given.Cpu(60), "S8"));
        Assert.Equal("S20", result.Target);
        Assert.Contains(result.Reasons, r => r.Code == ReasonCode.LadderExhausted);
        Assert.True(result.Plan.ExpectedShortfallVCoreHours > 30);
    }

    [Fact]
    public void A_plan_costs_every_clock_hour_at_its_highest_size()
    {
        // 10:20 to 12:20: S4 in force, S12 needed from 10:50. Paid: 40 minutes of hour 10, hour 11 and 20 minutes of hour 12 at S12.
        var result = Planner.Plan(Given.Request(Given.Cpu(3, 3, 3, 3, 3, 3, 10.9), "S4"));
        Assert.Equal(3.0 * 2, result.Plan.ExpectedCost, 6);
    }

    private static string Target(double[] cpu, double[] io, double spread, int size, int minute) =>
        Planner.Plan(Given.Request(Prediction(cpu, io, spread, 1), $"S{2 * (size + 1)}", Given.Now.AddMinutes(minute))).Target;

    private static double[] Longer(double[] cpu, double[] extra) =>
        [.. Enumerable.Range(0, 48).Select(i => cpu[Math.Min(i, cpu.Length - 1)] + extra[i])];

    private static ResourcePrediction Prediction(double[] cpu, double[] io, double spread, double scale) => Given.Prediction(
        Given.Forecast(ResourceKind.CpuVCores, [.. cpu.Select(v => v * scale)], spread),
        Given.Forecast(ResourceKind.DataIops, [.. io.Select(v => v * scale)], spread));
}
