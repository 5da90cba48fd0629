using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.State;

/// <summary>What every history store does with points before it writes them.</summary>
public static class HistorySeries
{
    /// <summary>
    /// Checks the points of one append and leaves out those at or before <paramref name="last"/>, the last stored instant: a repeated
    /// append adds nothing. A second point of the same instant is left out as well. Instants come back in UTC.
    /// </summary>
    /// <exception cref="ArgumentException">A value is not finite, or the points are not in time order.</exception>
    public static List<HistoryPoint> NewerThan(DateTimeOffset? last, IReadOnlyList<HistoryPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var newer = new List<HistoryPoint>(points.Count);
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            HistoryCodec.CheckValue(point, i);
            if (i > 0 && point.At < points[i - 1].At)
            {
                throw new ArgumentException(
                    $"points[{i}].At is {point.At:O}, before points[{i - 1}].At {points[i - 1].At:O}; append points in time order.", nameof(points));
            }

            if (last is null || point.At > last)
            {
                newer.Add(point with { At = point.At.ToUniversalTime() });
                last = point.At;
            }
        }

        return newer;
    }

    /// <summary>Checks points like <see cref="NewerThan"/> and gives those that fill a gap: before the last stored instant, at an instant of which nothing is known.</summary>
    /// <param name="last">The last stored instant; null for an empty series, which has no gap.</param>
    /// <param name="points">The points, in time order.</param>
    /// <param name="isKnown">Whether an instant is stored already.</param>
    /// <exception cref="ArgumentException">A value is not finite, or the points are not in time order.</exception>
    public static List<HistoryPoint> Filling(DateTimeOffset? last, IReadOnlyList<HistoryPoint> points, Func<DateTimeOffset, bool> isKnown)
    {
        ArgumentNullException.ThrowIfNull(isKnown);
        return NewerThan(null, points).FindAll(p => p.At < last && !isKnown(p.At));
    }
}
