using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Tests.Forecasting;

public class StoreForecasterTests
{
    private static UsageSample[] Minutes(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new UsageSample(Series.Start.AddMinutes(i), new ResourceAmounts
        {
            CpuVCores = 3 + Math.Sin(i / 100.0),
            DataIops = 500 + (i % 60),
            StorageBytes = 1e9 + (1e5 * i),
        })),
    ];

    [Fact]
    public void Every_resource_with_data_is_forecast_and_none_without()
    {
        var forecaster = new StoreForecaster();
        forecaster.Observe(Minutes(600), []);
        var kinds = forecaster.Forecast(Series.Start.AddMinutes(720), 10).Select(f => f.Resource);
        Assert.Equal([ResourceKind.CpuVCores, ResourceKind.DataIops, ResourceKind.StorageBytes], kinds);
    }

    [Fact]
    public void Storage_follows_its_trend()
    {
        var forecaster = new StoreForecaster();
        forecaster.Observe(Minutes(600), []);
        var storage = forecaster.Forecast(Series.Start.AddMinutes(720), 10).Single(f => f.Resource == ResourceKind.StorageBytes);
        Assert.InRange(storage.At(0.5, storage.Steps), 1e9 + (1e5 * 710), 1e9 + (1e5 * 730));
    }

    [Fact]
    public void Overlapping_reads_and_a_restart_change_nothing()
    {
        var minutes = Minutes(900);
        var whole = new StoreForecaster();
        whole.Observe(minutes, []);
        var parts = new StoreForecaster();
        for (var i = 0; i < minutes.Length; i += 7)
        {
            parts.Observe(minutes[Math.Max(0, i - 10)..Math.Min(minutes.Length, i + 7)], []);
            parts = StoreForecaster.Deserialize(parts.Serialize());
        }

        Assert.Equal(whole.Serialize(), parts.Serialize());
    }

    [Fact]
    public void Without_observations_there_is_no_prediction()
    {
        Assert.Null(Predictor.Predict(new PredictorInput
        {
            StoreId = "s",
            CycleId = "c",
            Now = Series.Start,
            Forecaster = new StoreForecaster(),
            LeadTimeMinutes = 10,
            HorizonMinutes = 120,
        }));
    }
}
