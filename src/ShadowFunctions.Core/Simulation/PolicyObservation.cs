using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Simulation;

/// <summary>What a policy may look at.</summary>
/// <param name="Now">The present minute, not yet lived through, UTC.</param>
/// <param name="Size">Size in force.</param>
/// <param name="Ladder">Sizes it may use.</param>
/// <param name="Recent">The last minutes, oldest first, at most <see cref="RecentMinutes"/>.</param>
/// <param name="LastResizeAt">When the last resize was asked for, UTC; null when never.</param>
public sealed record PolicyObservation(
    DateTimeOffset Now, string Size, SizeLadder Ladder, IReadOnlyList<MinuteOutcome> Recent, DateTimeOffset? LastResizeAt)
{
    /// <summary>How many minutes back a policy sees.</summary>
    public const int RecentMinutes = 60;

    /// <summary>Served ÷ capacity over the last minutes, 0 to 1; null until that many were lived through.</summary>
    public double? MeanUtilisation(int minutes)
    {
        if (Recent.Count < minutes)
        {
            return null;
        }

        var last = Recent.TakeLast(minutes).Where(m => m.CapacityVCores > 0).ToList();
        return last.Count == 0 ? null : last.Average(m => m.ServedVCores / m.CapacityVCores);
    }
}
