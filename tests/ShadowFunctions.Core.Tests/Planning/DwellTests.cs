using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Planning.Guardrails;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Core.Tests.Planning;

/// <summary>The owner's minimum dwell: planned with, and enforced.</summary>
public class DwellTests
{
    private static readonly Gen<(double[] Medians, double Spread, int Size, int Minute, int Dwell, int Since)> AnyCase = Gen.Select(
        Gen.Double[0, 20].Array[48], Gen.Double[0, 0.3].Select(spread => spread < 1e-6 ? 0 : spread), Gen.Int[0, 9], Gen.Int[0, 59], Gen.Int[0, 180], Gen.Int[0, 240]);

    private static readonly Gen<PlanRequest> AnyRequest = AnyCase.Select(g => Request(g.Medians, g.Spread, g.Size, g.Minute, g.Dwell, g.Since));

    [Fact]
    public void More_demand_never_gives_a_smaller_size_with_a_dwell_either() =>
        Gen.Select(AnyCase, Gen.Double[0, 10].Array[48]).Sample(
            (g, extra) =>
            {
                var ladder = Given.Ladder();
                var less = Planner.Plan(Request(g.Medians, g.Spread, g.Size, g.Minute, g.Dwell, g.Since)).Target;
                var larger = Planner.Plan(Request([.. g.Medians.Zip(extra, (v, e) => v + e)], g.Spread, g.Size, g.Minute, g.Dwell, g.Since)).Target;
                Assert.True(ladder.IndexOf(larger) >= ladder.IndexOf(less), $"{less} became {larger}");
            },
            iter: 3000);

    [Fact]
    public void No_plan_makes_smaller_what_has_not_stood_for_long_enough() =>
        AnyRequest.Sample(
            request =>
            {
                var result = Planner.Plan(request);
                var (ladder, dwell) = (request.Ladder, TimeSpan.FromMinutes(request.Settings.MinDwellMinutes));
                if (request.Now < request.ChangedAt + dwell)
                {
                    Assert.True(ladder.IndexOf(result.Target) >= ladder.IndexOf(request.CurrentSize), result.Target);
                }

                foreach (var (before, after) in result.Plan.Steps.Skip(1).Zip(result.Plan.Steps.Skip(2)))
                {
                    Assert.True(ladder.IndexOf(after.Size) > ladder.IndexOf(before.Size) || after.At >= before.At + dwell, $"{before} then {after}");
                }
            },
            iter: 2000);

    [Fact]
    public void Without_a_dwell_nothing_changes() =>
        AnyRequest.Sample(
            request =>
            {
                var none = request with { Settings = request.Settings with { MinDwellMinutes = 0 } };
                Assert.Equal(Planner.Plan(none with { ChangedAt = null }).Plan.Steps, Planner.Plan(none).Plan.Steps);
            },
            iter: 300);

    [Theory]
    [InlineData(0, "S6")]
    [InlineData(150, "S4")]
    public void A_larger_size_for_a_small_risk_is_dearer_where_it_binds(int dwell, string size)
    {
        // Four vCores just fit; the risk that they do not is worth an hour of a larger size, but not four.
        var request = Given.Request(Given.Prediction(Given.Forecast(ResourceKind.CpuVCores, [3.7, 3.7, 3.7, 3.7, 3.7, 3.7, 3.7, 3.7, 1], 0.05)), "S4", Given.Now.AddMinutes(5));
        Assert.Equal(size, Planner.Plan(request with { Settings = request.Settings with { MinDwellMinutes = dwell, ShortLimitPercent = 0.5 } }).Target);
    }

    [Fact]
    public void What_needs_more_is_made_larger_at_once()
    {
        var input = Input(Given.Cpu(3, 3, 11), "S4", 600, sinceMinutes: 1);
        Assert.Equal("S12", Decider.Decide(input).ScaleTo);
    }

    [Fact]
    public void The_guardrail_has_the_last_word()
    {
        var input = Input(Given.Cpu(3), "S16", 60, sinceMinutes: 59);
        var context = new GuardrailContext { Input = input, Size = input.PreviousSize!, Current = 7, Target = 1 };
        Assert.Equal(ReasonCode.Dwelling, new DwellGuardrail().Check(context)?.Reason.Code);
        Assert.Null(new DwellGuardrail().Check(context with { Size = input.PreviousSize! with { Since = input.Now.AddMinutes(-60) } }));
        Assert.Null(new DwellGuardrail().Check(context with { Target = 9 }));
    }

    [Fact]
    public void In_the_closed_loop_nothing_is_made_smaller_before_its_time() =>
        Gen.Select(Gen.Long[0, 1000], Gen.OneOf(Gen.Const(0), Gen.Const(45), Gen.Const(150))).Sample(
            (seed, dwell) =>
            {
                var from = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
                var policy = new PlanningPolicy("dwell", "GP_Gen5_8", new PreAllocationSettings { MinDwellMinutes = dwell }, new NaivePredictor(seasonal: false));
                var result = PolicyRun.Evaluate(new Restless(seed), policy, from, from.AddDays(1), SizeCatalog.Embedded.Ladder("GP_Gen5"), seed);
                Assert.NotEmpty(result.Operations);
                var ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");
                foreach (var (before, after) in result.Operations.Zip(result.Operations.Skip(1)))
                {
                    Assert.True(
                        ladder.IndexOf(after.To) > ladder.IndexOf(after.From) || after.RequestedAt >= before.SwitchAt.AddMinutes(dwell),
                        $"{before.To} at {before.SwitchAt:t}, {after.To} asked for at {after.RequestedAt:t}");
                }
            },
            iter: 12);

    private static PlanRequest Request(double[] medians, double spread, int size, int minute, int dwell, int since)
    {
        var now = Given.Now.AddMinutes(minute);
        var request = Given.Request(Given.Prediction(Given.Forecast(ResourceKind.CpuVCores, medians, spread)), $"S{2 * (size + 1)}", now);
        return request with { Settings = request.Settings with { MinDwellMinutes = dwell }, ChangedAt = now.AddMinutes(-since) };
    }

    private static DecisionInput Input(ResourcePrediction prediction, string size, int dwell, int sinceMinutes)
    {
        var input = Given.Input(prediction, size, Given.Now.AddMinutes(30));
        var settings = input.Store.Configuration.PreAllocation with { MinDwellMinutes = dwell, ScaleDownCooldownMinutes = 0 };
        return input with
        {
            Store = input.Store with { Configuration = input.Store.Configuration with { PreAllocation = settings } },
            PreviousSize = new SizeInForce(size, input.Now.AddMinutes(-sinceMinutes), false),
        };
    }

    /// <summary>Levels between two and twenty vCores that last from ten minutes to two hours.</summary>
    private sealed class Restless : IDemandTrace
    {
        private readonly double[] _levels = new double[1440];

        public Restless(long seed)
        {
            var random = new Random((int)seed);
            for (var minute = 0; minute < _levels.Length;)
            {
                var (level, until) = (2 + (18 * random.NextDouble()), minute + random.Next(10, 120));
                for (; minute < Math.Min(until, _levels.Length); minute++)
                {
                    _levels[minute] = level;
                }
            }
        }

        public double DemandVCores(DateTimeOffset minute) => _levels[(int)minute.TimeOfDay.TotalMinutes];
    }
}
