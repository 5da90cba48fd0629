using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Shadowing;

namespace ShadowFunctions.Core.Tests.Shadowing;

public class ExperimentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly CapacityModel Model = new()
    {
        StoreId = "store",
        FittedAt = Now,
        RelativeError = 0.1,
        RecordedRates = new Dictionary<string, double> { ["a"] = 100 },
        RecordedCpuVCores = 1,
        ProductionCosts = [new TemplateCost { TemplateId = "a", CpuSeconds = 0.01, LogicalWork = 10, Executions = 1000 }],
    };

    private static ExperimentStep Step(double demand, double deviation) => new()
    {
        Hours = 1,
        Demand = demand,
        Above = 4,
        Below = 2,
        ShortPerHour = 3,
        SparePerHour = 0.5,
        Deviation = deviation,
    };

    [Fact]
    public void The_value_is_the_probability_of_the_other_size_times_what_the_wrong_one_costs()
    {
        // On the boundary itself half of all demands lie beyond it.
        var value = ExperimentValue.Of([[Step(4, 0.2) with { Below = null }]], 1, 0.1);
        Assert.Equal(1.5, value.Value, 9);
        Assert.True(value.Pays);
        Assert.Equal("worth $1.5, costs $0.1", value.Describe());
        Assert.Equal(0.75, ExperimentValue.Of([[Step(4, 0.2) with { Below = null }]], 0.5, 0.1).Value, 9);
    }

    [Fact]
    public void The_value_rises_with_the_models_deviation() =>
        Gen.Select(Gen.Double[2.01, 3.99], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((demand, deviation, more) =>
            Assert.True(Value(demand, deviation) <= Value(demand, deviation + more) + 1e-12));

    [Fact]
    public void The_value_rises_with_nearness_to_a_boundary() =>
        Gen.Select(Gen.Double[0.01, 1], Gen.Double[2.01, 3.99], Gen.Double[2.01, 3.99]).Sample((deviation, one, other) =>
        {
            var (far, near) = (Math.Min(one, other), Math.Max(one, other));
            double Upper(double demand) => ExperimentValue.Of([[Step(demand, deviation) with { Below = null }]], 1, 0).Value;
            double Lower(double demand) => ExperimentValue.Of([[Step(demand, deviation) with { Above = null }]], 1, 0).Value;
            Assert.True(Upper(far) <= Upper(near) + 1e-12);
            Assert.True(Lower(near) <= Lower(far) + 1e-12);
        });

    [Fact]
    public void A_sure_model_or_a_demand_beyond_the_ladder_is_worth_nothing()
    {
        Assert.Equal(0, Value(3.9, 0));
        Assert.Equal(0, ExperimentValue.Of([], 1, 0).Value);
        Assert.Equal(0, ExperimentValue.Of([[new ExperimentStep { Hours = 0, Demand = 900 }]], 1, 0).Value);
    }

    [Fact]
    public void An_event_with_rates_near_a_boundary_pays_for_its_rehearsal_and_a_flat_calm_does_not()
    {
        var calm = Weigh(demand: 0.3, []);
        Assert.False(calm.Pays);
        var rush = new Scenario
        {
            Name = "rush",
            StartLocal = Now.UtcDateTime.AddMinutes(30),
            EndLocal = Now.UtcDateTime.AddMinutes(90),
            Rates = new Dictionary<string, double> { ["a"] = 400 },
        };
        var pays = Weigh(demand: 3.8, [rush]);
        Assert.True(pays.Pays);
        Assert.True(pays.Value > Weigh(demand: 3, [rush]).Value);
        Assert.True(Weigh(demand: 3.8, []).Value < pays.Value);
    }

    [Fact]
    public void A_rehearsal_just_made_leaves_little_to_learn()
    {
        var rush = new Scenario { Name = "rush", StartLocal = Now.UtcDateTime.AddMinutes(30), EndLocal = Now.UtcDateTime.AddMinutes(90), Rates = new Dictionary<string, double> { ["a"] = 400 } };
        var input = Input(3.8, [rush]);
        var fresh = Experiments.Weigh(input with { State = input.State with { LastRunAt = Now } }, null)!;
        var old = Experiments.Weigh(input with { State = input.State with { LastRunAt = Now.AddHours(-11) } }, null)!;
        Assert.Equal(0, fresh.Value, 9);
        Assert.True(old.Value > 0);
    }

    [Fact]
    public void It_never_runs_below_the_fewest_minutes_and_always_beyond_the_most() =>
        Gen.Select(Gen.Int[0, 1500], Gen.Double[0.1, 12], Gen.Double[0, 2]).Sample((minutes, demand, error) =>
        {
            var input = Input(demand, []);
            input = input with
            {
                State = input.State with { LastRunAt = Now.AddMinutes(-minutes), ProfileRates = new Dictionary<string, double>() },
                Model = Model with { RelativeError = error },
            };
            var next = ShadowAdapter.Adapt(input).NextRunAt;
            Assert.True(next >= Now.AddMinutes(30 - minutes));
            Assert.True(next <= Now || minutes < 720);
            Assert.True(next <= Now.AddMinutes(720 - minutes));
        });

    [Fact]
    public void What_is_decided_is_said_with_its_figures()
    {
        var rush = new Scenario { Name = "rush", StartLocal = Now.UtcDateTime.AddMinutes(30), EndLocal = Now.UtcDateTime.AddMinutes(90), Rates = new Dictionary<string, double> { ["b"] = 40 } };
        var paying = ShadowAdapter.Adapt(Input(3.8, [rush]) with { State = Input(3.8, []).State with { LastRunAt = Now.AddHours(-3) } });
        var said = Assert.Single(paying.Reasons, r => r.Code == ReasonCode.RunPays);
        Assert.Matches(@"worth \$[0-9.]+, costs \$[0-9.]+", said.Detail);
        Assert.True(paying.NextRunAt <= Now);
        var calm = ShadowAdapter.Adapt(Input(0.3, []));
        Assert.Contains(calm.Reasons, r => r.Code == ReasonCode.RunDoesNotPay);
    }

    [Fact]
    public void A_rehearsal_is_credited_to_the_shadow_with_what_it_was_expected_to_save()
    {
        var state = Input(0.3, []).State with { Experiment = new ExperimentValue(0.42, 0.03), LastRunAt = Now, LastRunStatements = 400, Worth = ShadowWorth.Open(Now.AddHours(-1)) };
        var worth = ShadowAdapter.Adapt(Input(0.3, []) with { State = state }).Worth!;
        Assert.Equal((0.42, 400L), (worth.TotalValue, worth.Work.Statements));
        Assert.True(worth.TotalCost > 0);
        Assert.Equal(worth, ShadowAdapter.Adapt(Input(0.3, []) with { State = state with { Worth = worth } }).Worth);
    }

    private static double Value(double demand, double deviation) => ExperimentValue.Of([[Step(demand, deviation)]], 1, 0).Value;

    private static ExperimentValue Weigh(double demand, Scenario[] scenarios)
    {
        var input = Input(demand, scenarios);
        return Experiments.Weigh(input with { State = input.State with { LastRunAt = Now.AddHours(-3) } }, null)!;
    }

    private static ShadowAdapterInput Input(double demand, Scenario[] scenarios) => new()
    {
        State = new ShadowState { StoreId = "store", RowsPerSecond = 200, LastReplicationAt = Now, LastRunAt = Now.AddHours(-1), ProfileRates = Model.RecordedRates },
        Configuration = new ShadowConfiguration(),
        Now = Now,
        Headroom = 0.6,
        Model = Model,
        Ladder = SizeCatalog.Embedded.Ladder("GP_Gen5"),
        Scenarios = scenarios,
        Prediction = new ResourcePrediction
        {
            StoreId = "store",
            CycleId = "cycle",
            CreatedAt = Now,
            LeadTimeMinutes = 10,
            Resources =
            [
                new PredictedResource(
                    new DemandForecast
                    {
                        Resource = ResourceKind.CpuVCores,
                        Origin = Now,
                        StepMinutes = 5,
                        Levels = [0.5, 0.995],
                        Values = [[.. Enumerable.Repeat(demand, 24)], [.. Enumerable.Repeat(demand, 24)]],
                        Method = "test",
                    },
                    PredictionSource.History),
            ],
        },
    };
}
