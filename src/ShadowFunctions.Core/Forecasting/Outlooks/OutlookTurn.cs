namespace ShadowFunctions.Core.Forecasting.Outlooks;

/// <summary>When a store's hourly view is due: every store has its own minute of the hour, so that a fleet's work is spread over the cycles.</summary>
public static class OutlookTurn
{
    private const int MinutesPerHour = 60;

    /// <summary>True when the store's minute has passed since the last view was made.</summary>
    public static bool HasCome(string storeId, DateTimeOffset last, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(storeId);
        var minute = Mixed(storeId) % MinutesPerHour;
        return Hour(now, minute) > Hour(last, minute);
    }

    /// <summary>FNV-1a with a last mixing step: ids that differ in a digit get minutes far apart, in every process the same ones.</summary>
    private static uint Mixed(string id)
    {
        var hash = 2166136261u;
        foreach (var letter in id)
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }

        hash = unchecked((hash ^ (hash >> 16)) * 0x85EBCA6Bu);
        return hash ^ (hash >> 13);
    }

    private static long Hour(DateTimeOffset at, uint minute) => (at.UtcTicks - (minute * TimeSpan.TicksPerMinute)) / TimeSpan.TicksPerHour;
}
