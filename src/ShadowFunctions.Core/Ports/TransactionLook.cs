namespace ShadowFunctions.Core.Ports;

/// <summary>What a look at production's open transactions found.</summary>
/// <param name="OldestSeconds">Age of the oldest open transaction, seconds; null when none is open, or none could be seen.</param>
/// <param name="Unseen">Why nothing could be seen; null when the look was made.</param>
public sealed record TransactionLook(double? OldestSeconds, string? Unseen = null)
{
    /// <summary>A look that could not be made.</summary>
    public static TransactionLook Not(string why) => new(null, why);
}
