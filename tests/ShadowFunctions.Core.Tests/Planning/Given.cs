using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Tests.Planning;

/// <summary>Small building blocks of plans: a ladder of 2, 4, … 20 vCores at 0.25 per vCore-hour and forecasts given by hand.</summary>
internal static class Given
{
    public static readonly ShadowConfiguration WithoutStepLimit = new() { PreAllocation = new PreAllocationSettings { MaxStepsDown = 0 } };

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 20, 0, TimeSpan.Zero);

    public static SizeLadder Ladder(double scale = 1, BillingRule billing = BillingRule.ClockHour) => new("test",
    [
        .. Enumerable.Range(1, 10).Select(i => new ComputeSize
        {
            Name = $"S{2 * i}",
            SkuName = "S",
            Tier = "GeneralPurpose",
            Capacity = 2 * i,
            PricePerHour = 0.5 * i,
            Billing = billing,
            Limits = new ResourceAmounts
            {
                CpuVCores = 2 * i * scale,
                DataIops = 640 * i * scale,
                LogBytesPerSecond = Math.Min(i, 4) * 1e6 * scale,
            },
        }),
    ]);

    /// <summary>A forecast whose quantiles lie a share of the median apart; one value per step, the last repeated up to 48.</summary>
    public static DemandForecast Forecast(ResourceKind kind, double[] medians, double spread = 0.02, DateTimeOffset? origin = null, bool abstained = false) => new()
    {
        Resource = kind,
        Origin = origin ?? Now,
        StepMinutes = 5,
        Levels = [.. ForecastLevels.All],
        Values =
        [
            .. ForecastLevels.All.Select((_, level) =>
                Enumerable.Range(0, 48).Select(s => medians[Math.Min(s, medians.Length - 1)] * (1 + (level * spread))).ToArray()),
        ],
        Method = "test",
        Abstained = abstained,
        SkillRatio = 0.5,
    };

    public static ResourcePrediction Prediction(params DemandForecast[] forecasts) => new()
    {
        StoreId = "store",
        CycleId = "cycle",
        CreatedAt = Now,
        ObservedUntil = Now,
        LeadTimeMinutes = 10,
        Resources = [.. forecasts.Select(f => new PredictedResource(f, PredictionSource.History))],
    };

    public static ResourcePrediction Cpu(params double[] medians) => Prediction(Forecast(ResourceKind.CpuVCores, medians));

    public static PlanRequest Request(ResourcePrediction prediction, string size, DateTimeOffset? now = null, SizeLadder? ladder = null) => new()
    {
        Prediction = prediction,
        Ladder = ladder ?? Ladder(),
        CurrentSize = size,
        Settings = new PreAllocationSettings(),
        Now = now ?? Now,
    };

    public static DecisionInput Input(ResourcePrediction? prediction, string size, DateTimeOffset? now = null) => new()
    {
        Store = new Store { Id = "store", ResourceId = "/subscriptions/x", Region = "westeurope", Mode = StoreMode.Automatic },
        Now = now ?? Now,
        CycleId = "cycle",
        Capacity = new CapacityState(size, size, false),
        Prediction = prediction,
        Ladder = Ladder(),
        RecentSamples = Samples(now ?? Now, size, 1),
    };

    public static UsageSample[] Samples(DateTimeOffset until, string size, double cpu, int saturated = 0) =>
    [
        .. Enumerable.Range(0, 30).Select(i => new UsageSample(
            until.AddMinutes(i - 30), new ResourceAmounts { CpuVCores = cpu }, i >= 30 - saturated, size)),
    ];

    public static ReasonCode[] Codes(this Decision decision) => [.. decision.Reasons.Select(r => r.Code)];
}
