using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Tests.Forecasting;

namespace ShadowFunctions.Core.Tests.Capacity;

public class PredictorTests
{
    private static readonly CapacityModel Model = CapacityModels.Fit(null, Mix(0.02), null, 2) with { RelativeError = 0.05 };

    [Fact]
    public void A_scenario_with_rates_goes_through_the_capacity_model()
    {
        var start = Series.Start.AddHours(11);
        var rush = new Scenario
        {
            Name = "rush",
            StartLocal = start.UtcDateTime,
            EndLocal = start.UtcDateTime.AddHours(1),
            Rates = new Dictionary<string, double> { ["buy"] = 300 },
        };
        var prediction = Predict(Model, [rush]);
        Assert.InRange(prediction[ResourceKind.CpuVCores]!.Forecast.At(0.5, 16), 5.7, 6.3);
        Assert.Equal(PredictionSource.Scenario, prediction[ResourceKind.CpuVCores]!.Source);
    }

    [Fact]
    public void An_event_with_rates_does_not_count_twice_while_it_runs()
    {
        var rush = new Scenario
        {
            Name = "rush",
            StartLocal = Series.Start.AddHours(9).UtcDateTime,
            EndLocal = Series.Start.AddHours(12).UtcDateTime,
            Rates = new Dictionary<string, double> { ["buy"] = 300 },
        };
        var forecaster = new StoreForecaster();
        forecaster.Observe(
            [.. Enumerable.Range(0, 600).Select(i => new UsageSample(Series.Start.AddMinutes(i), new ResourceAmounts { CpuVCores = (i >= 540 ? 6 : 2) + (0.001 * (i % 3)) }))],
            [rush],
            Model);

        // Still inside it the threefold is expected, not the ninefold; of what was learned the event is out.
        Assert.InRange(Predict(Model, [rush], forecaster)[ResourceKind.CpuVCores]!.Forecast.At(0.5, 12), 5.5, 6.5);
        Assert.InRange(Predict(Model, [], forecaster)[ResourceKind.CpuVCores]!.Forecast.At(0.5, 12), 1.9, 2.2);
    }

    [Fact]
    public void A_scenario_with_a_statement_production_has_never_run_goes_through_the_load_model_with_its_deviation()
    {
        var start = Series.Start.AddHours(11);
        var launch = new Scenario
        {
            Name = "launch",
            StartLocal = start.UtcDateTime,
            EndLocal = start.UtcDateTime.AddHours(1),
            Rates = new Dictionary<string, double> { ["new"] = 20 },
            RelativeUncertainty = 0,
        };
        var store = new SyntheticStore(1);
        var model = new CapacityModel { StoreId = "store", FittedAt = Series.Start, Load = LoadLearner.Learn(store.Evidence()), RecordedRates = SyntheticStore.Usual };
        var cpu = Predict(model, [launch])[ResourceKind.CpuVCores]!;
        var ratio = store.Cpu(new Dictionary<string, double>(SyntheticStore.Usual) { ["new"] = 20 }, 1) / store.Cpu(SyntheticStore.Usual, 1);
        Assert.Equal(PredictionSource.Scenario, cpu.Source);
        Assert.InRange(cpu.Forecast.At(0.5, 16), 0.85 * 2 * ratio, 1.15 * 2 * ratio);
        Assert.True(cpu.Forecast.At(0.9, 16) > cpu.Forecast.At(0.5, 16) * 1.02);
    }

    [Fact]
    public void Rates_that_cannot_be_translated_are_noted_and_change_nothing()
    {
        var start = Series.Start.AddHours(11);
        var rush = new Scenario
        {
            Name = "rush",
            StartLocal = start.UtcDateTime,
            EndLocal = start.UtcDateTime.AddHours(1),
            Rates = new Dictionary<string, double> { ["buy"] = 300 },
        };
        var cpu = Predict(null, [rush])[ResourceKind.CpuVCores]!;
        Assert.InRange(cpu.Forecast.At(0.5, 16), 1.9, 2.1);
        Assert.Contains("rush", cpu.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_higher_of_model_and_history_is_taken_where_they_disagree_beyond_their_errors()
    {
        var agreed = Predict(Model, [])[ResourceKind.CpuVCores]!;
        Assert.Equal(PredictionSource.History, agreed.Source);
        var higher = Predict(Model with { Correction = Model.Correction * 2 }, [])[ResourceKind.CpuVCores]!;
        Assert.Equal(PredictionSource.Shadow, higher.Source);
        Assert.InRange(higher.Forecast.At(0.5, 1), 3.9, 4.1);
        Assert.Contains("model is taken", higher.Note, StringComparison.Ordinal);
        var lower = Predict(Model with { Correction = Model.Correction / 2 }, [])[ResourceKind.CpuVCores]!;
        Assert.Equal(PredictionSource.History, lower.Source);
        Assert.Contains("history is taken", lower.Note, StringComparison.Ordinal);
    }

    private static ResourcePrediction Predict(CapacityModel? model, Scenario[] scenarios)
    {
        var forecaster = new StoreForecaster();
        forecaster.Observe(
            [
                .. Enumerable.Range(0, 600).Select(i => new UsageSample(
                    Series.Start.AddMinutes(i), new ResourceAmounts { CpuVCores = 2 + (0.001 * (i % 3)) })),
            ],
            scenarios);
        return Predict(model, scenarios, forecaster);
    }

    private static ResourcePrediction Predict(CapacityModel? model, Scenario[] scenarios, StoreForecaster forecaster) =>
        Predictor.Predict(new PredictorInput
        {
            StoreId = "store",
            CycleId = "cycle",
            Now = Series.Start.AddHours(10),
            Forecaster = forecaster,
            LeadTimeMinutes = 10,
            HorizonMinutes = 120,
            Scenarios = scenarios,
            Model = model,
        })!;

    private static WorkloadObservation Mix(double cpu) => new("store", Series.Start, Series.Start.AddHours(1),
    [
        new ObservedTemplate(
            new QueryTemplate("buy", "INSERT", QueryClass.Write), 100, new TemplateCost { TemplateId = "buy", Executions = 10, CpuSeconds = cpu, LogicalWork = 10 }),
    ]);
}
