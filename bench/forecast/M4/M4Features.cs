namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>What the LightGBM peer sees of a series at an origin, nothing after it: the distance, recent values, and the same hour of earlier days and weeks.</summary>
internal static class M4Features
{
    public const int Week = 7 * M4Data.Period;
    public const int Count = 24;

    /// <summary>The unit of a series at an origin: mean and mean absolute deviation of its last week.</summary>
    public static (double Mean, double Deviation) UnitAt(double[] y, int now)
    {
        var week = y.AsSpan(Math.Max(0, now + 1 - Week), Math.Min(Week, now + 1));
        double mean = 0, deviation = 0;
        foreach (var v in week)
        {
            mean += v / week.Length;
        }

        foreach (var v in week)
        {
            deviation += Math.Abs(v - mean) / week.Length;
        }

        return (mean, Math.Max(deviation, 1e-9 + (1e-6 * Math.Abs(mean))));
    }

    /// <summary>What repeating the last known day and week, half and half, says, in the unit of the row.</summary>
    public static float Repeated(ReadOnlySpan<float> row) => (row[8] + row[15]) / 2;

    /// <summary>Fills one row.</summary>
    public static void Fill(Span<float> x, double[] y, int now, int h, (double Mean, double Deviation) unit)
    {
        float At(int i) => i < 0 || i > now ? float.NaN : (float)((y[i] - unit.Mean) / unit.Deviation);
        float Mean(int newest, int count, int apart)
        {
            double sum = 0;
            var seen = 0;
            for (var k = 0; k < count && newest - (k * apart) >= 0; k++)
            {
                sum += y[newest - (k * apart)];
                seen++;
            }

            return seen == 0 ? float.NaN : (float)(((sum / seen) - unit.Mean) / unit.Deviation);
        }

        // The newest known hour that lies whole days, or whole weeks, before the one asked for.
        var day = now + h - (M4Data.Period * ((h + M4Data.Period - 1) / M4Data.Period));
        var week = now + h - Week;
        (x[0], x[1], x[2], x[3]) = (h, At(now), At(now - 1), At(now - 2));
        (x[4], x[5], x[6], x[7]) = (Mean(now, 6, 1), Mean(now, 24, 1), Mean(now, 72, 1), Mean(now - 24, 24, 1));
        (x[8], x[9], x[10], x[11]) = (At(day), At(day - 24), At(day - 48), At(day - 72));
        (x[12], x[13], x[14]) = (At(day - 1), At(day + 1), Mean(day, 7, 24));
        (x[15], x[16], x[17]) = (At(week), At(week - Week), Mean(week, 3, Week));
        (x[18], x[19], x[20]) = (At(week - 1), At(week + 1), At(now - 23));
        (x[21], x[22], x[23]) = (At(now - 24), At(now - Week), x[1] - x[21]);
    }
}
