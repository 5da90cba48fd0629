using MathNet.Numerics.Distributions;

namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>
/// Where the stored bytes go: the amount at the origin and the growth of a day with its spread, from which every quantile at every
/// distance follows: bytes + d·growth + t(level)·spread·√(d + d²/n), the sum of d coming days and the doubt about their mean after n past ones,
/// with Student's t for few days.
/// </summary>
public sealed record StorageOutlook
{
    /// <summary>Nothing is said beyond so many days.</summary>
    public const double LongestDays = 365;

    private const double FewestFreedom = 2;
    private const double OldestDays = 1;

    /// <summary>End of the last observed hour, UTC.</summary>
    public required DateTimeOffset Origin { get; init; }

    /// <summary>Bytes stored at the origin.</summary>
    public required double Bytes { get; init; }

    /// <summary>Growth in bytes per day; negative when less is stored from day to day.</summary>
    public required double BytesPerDay { get; init; }

    /// <summary>Standard deviation of the growth of one day, bytes.</summary>
    public required double DeviationBytesPerDay { get; init; }

    /// <summary>How many past growths that was learned from; 0 says that nothing is known of the growth.</summary>
    public required int Growths { get; init; }

    /// <summary>Days of history that the growth was learned from.</summary>
    public double ObservedDays { get; init; }

    /// <summary>
    /// The most that is stored at a quantile level within so many days from an instant on, and when: at the far end while the store grows. It looks
    /// no further ahead than the store was looked at before; null when that is no time at all, or the last look is a day old.
    /// </summary>
    /// <param name="level">Quantile level, in (0, 1).</param>
    /// <param name="now">From when on, UTC.</param>
    /// <param name="days">Days ahead.</param>
    public StoredAhead? Within(double level, DateTimeOffset now, double days)
    {
        var age = Math.Max(0, (now - Origin).TotalDays);
        var reach = Math.Min(days, ObservedDays);
        return reach <= 0 || age > OldestDays
            ? null
            : Enumerable.Range(0, (int)Math.Ceiling(reach) + 1).Select(d => Math.Min(d, reach))
                .Select(d => new StoredAhead(At(level, age + d), now.AddDays(d), d)).MaxBy(a => a.Bytes);
    }

    /// <summary>Bytes stored so many days after the origin, at a quantile level. More days never give less at levels from 0.5 on while the amount grows.</summary>
    /// <param name="level">Quantile level, in (0, 1).</param>
    /// <param name="days">Days ahead, 0 to <see cref="LongestDays"/>.</param>
    public double At(double level, double days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, 1);
        return Amount(days, Multiple(level));
    }

    /// <summary>Days until an amount is reached at a quantile level; 0 when it is reached already, null when it is not within <see cref="LongestDays"/>.</summary>
    /// <param name="limitBytes">The amount, for example the most that a size stores.</param>
    /// <param name="level">Quantile level, in (0, 1): at 0.95 the limit is reached earlier than said once in twenty times.</param>
    public double? DaysUntil(double limitBytes, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, 1);
        var multiple = Multiple(level);
        const int longestHours = (int)(LongestDays * 24);
        for (var hour = 0; hour <= longestHours; hour++)
        {
            if (Amount(hour / 24.0, multiple) >= limitBytes)
            {
                return hour / 24.0;
            }
        }

        return null;
    }

    private double Amount(double days, double multiple)
    {
        days = Math.Clamp(days, 0, LongestDays);
        var spread = DeviationBytesPerDay * Math.Sqrt(days + (days * days / Math.Max(1, Growths)));
        return Math.Max(0, Bytes + (days * BytesPerDay) + (multiple * spread));
    }

    private double Multiple(double level) => StudentT.InvCDF(0, 1, Math.Max(FewestFreedom, Growths - 1), level);
}
