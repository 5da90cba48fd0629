namespace ShadowFunctions.Core.Tests.Forecasting.Hourly;

/// <summary>Hourly series whose future is known.</summary>
internal static class HourlySeries
{
    /// <summary>A day and a week pattern on a level with a trend.</summary>
    public static double[] DoubleSeasonal(int hours, double trendPerHour = 0, double noise = 0, uint seed = 1)
    {
        var values = new double[hours];
        for (var t = 0; t < hours; t++)
        {
            seed = (seed * 1664525) + 1013904223;
            values[t] = At(t, trendPerHour) + (noise * ((seed / (double)uint.MaxValue) - 0.5));
        }

        return values;
    }

    /// <summary>The noiseless value at an hour.</summary>
    public static double At(int t, double trendPerHour = 0)
    {
        var weekend = t / 24 % 7 >= 5;
        var day = Math.Sin(2 * Math.PI * (t % 24) / 24.0);
        return 100 + (trendPerHour * t) + ((weekend ? 10 : 30) * day) + (weekend ? -20 : 0);
    }
}
