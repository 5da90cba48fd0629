using ShadowFunctions.Core.Forecasting;

namespace ShadowFunctions.Core.Tests.Forecasting;

/// <summary>Synthetic series whose chance comes from a seed.</summary>
internal static class Series
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(int step) => Start.AddMinutes(step * StepGrid.StepMinutes);

    /// <summary>A day between 2 and 10 vCores with autocorrelated noise.</summary>
    public static double[] Daily(int steps, int seed, double noise = 0.4)
    {
        var random = new Random(seed);
        var values = new double[steps];
        double drift = 0;
        for (var i = 0; i < steps; i++)
        {
            drift = (0.9 * drift) + (noise * Normal(random));
            var hour = i % StepGrid.StepsPerDay / (double)StepGrid.StepsPerDay;
            values[i] = Math.Max(0, 6 - (4 * Math.Cos(2 * Math.PI * hour)) + drift);
        }

        return values;
    }

    public static double[] RandomWalk(int steps, int seed)
    {
        var random = new Random(seed);
        var values = new double[steps];
        var value = 50.0;
        for (var i = 0; i < steps; i++)
        {
            value = Math.Max(0, value + Normal(random));
            values[i] = value;
        }

        return values;
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static SeriesForecaster Learned(double[] values, bool light = false)
    {
        var forecaster = new SeriesForecaster(ShadowFunctions.Core.Model.ResourceKind.CpuVCores, light);
        for (var i = 0; i < values.Length; i++)
        {
            _ = forecaster.Observe(At(i), values[i]);
        }

        return forecaster;
    }
}
