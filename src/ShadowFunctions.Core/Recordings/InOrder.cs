using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Recordings;

/// <summary>Puts points in time order, one per instant.</summary>
internal static class InOrder
{
    /// <summary>A series of points as they came; of a repeated instant the last point counts.</summary>
    public static RecordedSeries Series(string name, PointStore.Point[] points, int withoutValue)
    {
        var (late, ascending) = (0, true);
        var newest = long.MinValue;
        foreach (var point in points)
        {
            ascending &= point.Ticks > newest;
            late += point.Ticks < newest ? 1 : 0;
            newest = Math.Max(newest, point.Ticks);
        }

        // OrderBy is stable: of one instant the last read stays last.
        var sorted = ascending ? points : [.. points.OrderBy(p => p.Ticks)];
        var result = new List<DemandPoint>(sorted.Length);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i + 1 == sorted.Length || sorted[i + 1].Ticks != sorted[i].Ticks)
            {
                result.Add(new DemandPoint(new DateTimeOffset(sorted[i].Ticks, TimeSpan.Zero), sorted[i].Value));
            }
        }

        return new RecordedSeries(name, result) { RowsWithoutValue = withoutValue, LateRows = late, RepeatedRows = sorted.Length - result.Count };
    }
}
