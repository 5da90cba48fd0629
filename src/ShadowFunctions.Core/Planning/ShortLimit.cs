using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>The owner's limit of short time, however it was stated.</summary>
internal static class ShortLimit
{
    /// <summary>The limit in force as a share of all minutes, 0 to 1; null where shortage is traded for money.</summary>
    public static double? Of(PreAllocationSettings settings) => settings.ShortLimitMinutesPerMonth is { } minutes
        ? minutes / PreAllocationSettings.MinutesPerMonth
        : settings.ShortLimitPercent / 100;
}
