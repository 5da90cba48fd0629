using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting;

public sealed class ModelAgainstHistoryTests
{
    private const double CpuNowVCores = 2;
    private static readonly DateTimeOffset Now = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_load_that_fell_since_the_mix_was_recorded_is_not_taken_for_a_model_that_says_more()
    {
        var cpu = Predict(recordedCpuVCores: 10);

        Assert.Equal(PredictionSource.History, cpu.Source);
        Assert.InRange(cpu.Forecast.At(0.5, 1), 0.9 * CpuNowVCores, 1.1 * CpuNowVCores);
    }

    [Fact]
    public void A_model_that_says_more_than_production_used_in_the_same_window_raises_the_prediction_in_that_ratio()
    {
        var cpu = Predict(recordedCpuVCores: 5);

        Assert.Equal(PredictionSource.Shadow, cpu.Source);
        Assert.InRange(cpu.Forecast.At(0.5, 1), 1.8 * CpuNowVCores, 2.2 * CpuNowVCores);
        Assert.NotNull(cpu.Note);
    }

    [Fact]
    public void Without_an_observation_of_the_same_window_the_history_leads() =>
        Assert.Equal(PredictionSource.History, Predict(recordedCpuVCores: null).Source);

    /// <summary>The model says 10 vCores for the recorded mix: 1,000 executions per second of 10 ms each.</summary>
    private static PredictedResource Predict(double? recordedCpuVCores)
    {
        var forecaster = new StoreForecaster();
        forecaster.Observe(
            [.. Enumerable.Range(-360, 360).Select(m => new UsageSample(Now.AddMinutes(m), new ResourceAmounts { CpuVCores = CpuNowVCores }))], []);
        var prediction = Predictor.Predict(new PredictorInput
        {
            StoreId = "s",
            CycleId = "c",
            Now = Now,
            Forecaster = forecaster,
            LeadTimeMinutes = 10,
            HorizonMinutes = 120,
            Model = new CapacityModel
            {
                StoreId = "s",
                FittedAt = Now.AddHours(-6),
                ProductionCosts = [new TemplateCost { TemplateId = "q", Executions = 1000, CpuSeconds = 0.01, LogicalWork = 10 }],
                RecordedRates = new Dictionary<string, double> { ["q"] = 1000 },
                RecordedCpuVCores = recordedCpuVCores,
                RelativeError = 0.05,
            },
        });
        return prediction![ResourceKind.CpuVCores]!;
    }
}
