using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.State;

/// <summary>What is known of a region.</summary>
/// <param name="Known">What it sells; null until it could be read once.</param>
/// <param name="TriedAt">When it was last asked, UTC.</param>
/// <param name="Error">Why it did not answer then; null when it did.</param>
public sealed record RegionRecord(RegionCapabilities? Known, DateTimeOffset TriedAt, string? Error = null)
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterError = TimeSpan.FromHours(1);

    /// <summary>True when it is to be asked again: a day after an answer, an hour after none.</summary>
    public bool IsDue(DateTimeOffset now) => now - TriedAt >= (Error is null ? Daily : AfterError);
}
