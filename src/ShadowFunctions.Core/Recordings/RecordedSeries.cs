using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Recordings;

/// <summary>One load series as read from files: in time order, one point per instant.</summary>
/// <param name="Name">Its name: the series column, or the file's name where there is none.</param>
/// <param name="Points">The points, times strictly ascending, UTC; a gap is a missing point.</param>
public sealed record RecordedSeries(string Name, IReadOnlyList<DemandPoint> Points)
{
    /// <summary>Rows without a value (empty, NaN, null, NA): gaps.</summary>
    public int RowsWithoutValue { get; init; }

    /// <summary>Rows that came after a row of a later time; they were put in their place.</summary>
    public int LateRows { get; init; }

    /// <summary>Rows that repeat an instant; the last one read counts.</summary>
    public int RepeatedRows { get; init; }

    /// <summary>Median distance of neighbouring points; null with fewer than two.</summary>
    public TimeSpan? MedianSpacing()
    {
        if (Points.Count < 2)
        {
            return null;
        }

        var distances = new long[Points.Count - 1];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = (Points[i + 1].At - Points[i].At).Ticks;
        }

        Array.Sort(distances);
        return TimeSpan.FromTicks(distances[distances.Length / 2]);
    }
}
