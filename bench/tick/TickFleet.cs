using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Bench.Tick;

/// <summary>Many series with learned forecasters. A tick is what the control loop does for each: learn a step, forecast, plan.</summary>
internal sealed class TickFleet
{
    private const int LearnedSteps = 2 * 288;
    private const int ForecastSteps = 36;
    private const double LeadTimeMinutes = 10;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly SizeLadder Ladder = SizeCatalog.Embedded.Ladder("GP_Gen5");
    private static readonly PreAllocationSettings Settings = new();
    private readonly SeriesForecaster[] _series;
    private readonly string[] _sizes;
    private int _step;

    public TickFleet(int count)
    {
        _series = new SeriesForecaster[count];
        _sizes = new string[count];
        _ = Parallel.For(0, count, Cores, i =>
        {
            _series[i] = new SeriesForecaster(ResourceKind.CpuVCores);
            _sizes[i] = Ladder.Sizes[3].Name;
            for (var step = 0; step < LearnedSteps; step++)
            {
                _ = _series[i].Observe(At(step), Value(i, step));
            }
        });
        _step = LearnedSteps;
    }

    /// <summary>Two cores, as the requirement says.</summary>
    public static ParallelOptions Cores { get; } = new() { MaxDegreeOfParallelism = 2 };

    /// <summary>Bytes of a state as it is stored.</summary>
    public int StateBytes => _series[0].Serialize().Length;

    /// <summary>One step of every series.</summary>
    public void Tick()
    {
        _ = Parallel.For(0, _series.Length, Cores, i =>
        {
            var now = At(_step + 1);
            _ = _series[i].Observe(At(_step), Value(i, _step));
            var forecast = _series[i].Forecast(ForecastSteps, LeadTimeMinutes);
            var plan = Planner.Plan(new PlanRequest
            {
                Prediction = new ResourcePrediction
                {
                    StoreId = "s",
                    CycleId = "c",
                    CreatedAt = now,
                    ObservedUntil = now,
                    LeadTimeMinutes = LeadTimeMinutes,
                    Resources = [new PredictedResource(forecast, PredictionSource.History)],
                },
                Ladder = Ladder,
                CurrentSize = _sizes[i],
                Settings = Settings,
                Now = now,
            });
            _sizes[i] = plan.Target;
        });
        _step++;
    }

    private static DateTimeOffset At(int step) => Start.AddMinutes(5 * step);

    /// <summary>A daily wave per series with noise that is a function of series and step: the same in every run.</summary>
    private static double Value(int series, int step)
    {
        var noise = (uint)((series * 2654435761L) + (step * 40503L) + ((long)series * step * 97));
        var phase = (step + (series * 13)) % 288 / 288.0;
        return 4 + (series % 5) - (3 * Math.Cos(2 * Math.PI * phase)) + (noise % 1000 / 1000.0);
    }
}
