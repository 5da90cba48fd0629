using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Fleet;

/// <summary>When a larger size was really needed: read from the demand that came, not from what was predicted.</summary>
internal static class NeedTime
{
    private const int LookBackMinutes = 60;
    private const int LookAheadMinutes = 180;

    /// <summary>
    /// The first minute from the request on in which demand exceeds the size before; where it did so already at the request, the first
    /// minute of that shortage. Where it never came within three hours, the predicted time. Null for moves down.
    /// </summary>
    public static DateTimeOffset? Of(ScaleOperation operation, IDemandTrace trace, SizeLadder ladder)
    {
        if (ladder.IndexOf(operation.To) <= ladder.IndexOf(operation.From))
        {
            return null;
        }

        var capacity = ladder[operation.From].VCores;
        var asked = operation.RequestedAt ?? operation.IntendedAt;
        var minute = new DateTimeOffset(asked.Ticks - (asked.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (trace.DemandVCores(minute) > capacity)
        {
            return ShortageStart(trace, capacity, minute);
        }

        for (var i = 1; i <= LookAheadMinutes; i++)
        {
            if (trace.DemandVCores(minute.AddMinutes(i)) > capacity)
            {
                return minute.AddMinutes(i);
            }
        }

        return operation.NeededAt;
    }

    private static DateTimeOffset ShortageStart(IDemandTrace trace, double capacity, DateTimeOffset minute)
    {
        for (var i = 0; i < LookBackMinutes && trace.DemandVCores(minute.AddMinutes(-1)) > capacity; i++)
        {
            minute = minute.AddMinutes(-1);
        }

        return minute;
    }
}
