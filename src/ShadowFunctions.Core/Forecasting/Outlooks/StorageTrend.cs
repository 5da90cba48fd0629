namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>
/// Learns how stored bytes grow from the hours kept: growths from day to day over the last eight weeks, or from hour to hour while there are
/// few days. A growth far outside the usual range counts only to its edge, so that one purge or bulk load is not taken for a habit; one that
/// comes every week is.
/// </summary>
public static class StorageTrend
{
    private const int HoursPerDay = 24;
    private const int MostDays = 56;
    private const int FewestDays = 4;
    private const double EdgeShare = 0.1;

    /// <summary>Learns; null when no hour was observed.</summary>
    /// <param name="origin">End of the last hour, UTC.</param>
    /// <param name="hours">Bytes stored in every hour, oldest first; NaN is a gap.</param>
    public static StorageOutlook? Of(DateTimeOffset origin, ReadOnlySpan<double> hours)
    {
        var days = Points(hours, HoursPerDay, MostDays);
        var (points, length) = days.Count > FewestDays ? (days, HoursPerDay) : (Points(hours, 1, MostDays), 1);
        if (points.Count == 0)
        {
            return null;
        }

        var growths = Growths(points);
        Tame(growths);
        var mean = growths.Length == 0 ? 0 : growths.Average();
        var variance = growths.Length < 2 ? mean * mean : growths.Sum(g => (g - mean) * (g - mean)) / (growths.Length - 1);
        var perDay = HoursPerDay / length;
        return new StorageOutlook
        {
            Origin = origin,
            Bytes = points[0].Bytes,
            BytesPerDay = mean * perDay,
            DeviationBytesPerDay = Math.Sqrt(variance * perDay),
            Growths = growths.Length,
            ObservedDays = (double)points[^1].Age / perDay,
        };
    }

    /// <summary>The newest value of every piece of so many hours, newest first, with the pieces' ages; pieces without data are left out.</summary>
    private static List<(int Age, double Bytes)> Points(ReadOnlySpan<double> hours, int length, int most)
    {
        var points = new List<(int, double)>();
        for (var age = 0; age <= most && age * length < hours.Length; age++)
        {
            for (var i = hours.Length - 1 - (age * length); i >= Math.Max(0, hours.Length - ((age + 1) * length)); i--)
            {
                if (double.IsFinite(hours[i]) && hours[i] >= 0)
                {
                    points.Add((age, hours[i]));
                    break;
                }
            }
        }

        return points;
    }

    private static double[] Growths(List<(int Age, double Bytes)> points)
    {
        var growths = new double[Math.Max(0, points.Count - 1)];
        for (var i = 0; i < growths.Length; i++)
        {
            growths[i] = (points[i].Bytes - points[i + 1].Bytes) / (points[i + 1].Age - points[i].Age);
        }

        return growths;
    }

    private static void Tame(double[] growths)
    {
        if (growths.Length < FewestDays)
        {
            return;
        }

        var sorted = (double[])growths.Clone();
        Array.Sort(sorted);
        var cut = Math.Max(1, (int)(EdgeShare * growths.Length));
        var (low, high) = (sorted[cut], sorted[^(cut + 1)]);
        var range = high - low;
        for (var i = 0; i < growths.Length; i++)
        {
            growths[i] = Math.Clamp(growths[i], low - range, high + range);
        }
    }
}
