namespace ShadowFunctions.Core.Model;

/// <summary>One minute of a production store as measured, in absolute units.</summary>
/// <param name="Minute">Start of the minute, UTC.</param>
/// <param name="Amounts">Mean over the minute; a resource without data is null (a gap, never zero).</param>
/// <param name="Saturated">True when a limit of the size in force was reached: demand was at least what was served (censored).</param>
/// <param name="Size">Size in force, where known.</param>
public sealed record UsageSample(DateTimeOffset Minute, ResourceAmounts Amounts, bool Saturated = false, string? Size = null)
{
    /// <summary>Space taken from the data limit, used or not, bytes; null when not told. No demand: it shrinks only when somebody shrinks the database.</summary>
    public double? AllocatedBytes { get; init; }
}
