using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Core.Planning;

/// <summary>The size in force, since when, and whether somebody else set it. Kept from cycle to cycle by the caller.</summary>
/// <param name="Size">Size in force.</param>
/// <param name="Since">Since when, as far as it was seen, UTC.</param>
/// <param name="Foreign">True when none of our own operations explains it.</param>
public sealed record SizeInForce(string Size, DateTimeOffset Since, bool Foreign)
{
    /// <summary>Configured limit of the data, bytes; null when the platform never told.</summary>
    public double? MaxDataBytes { get; init; }

    /// <summary>What is known now from what was known before, the platform's answer and our own operations.</summary>
    /// <param name="previous">The record of the cycle before; null at the first, where a size nobody explains is taken as the owner's and old.</param>
    /// <param name="capacity">The platform's answer.</param>
    /// <param name="operations">The store's last operations.</param>
    /// <param name="now">Instant of the cycle, UTC.</param>
    public static SizeInForce Observe(SizeInForce? previous, CapacityState capacity, IReadOnlyList<ScaleOperation> operations, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(capacity);
        ArgumentNullException.ThrowIfNull(operations);
        return See(previous, capacity, operations, now) with { MaxDataBytes = capacity.MaxDataBytes ?? previous?.MaxDataBytes };
    }

    private static SizeInForce See(SizeInForce? previous, CapacityState capacity, IReadOnlyList<ScaleOperation> operations, DateTimeOffset now)
    {
        if (previous is not null && Same(previous.Size, capacity.CurrentSize))
        {
            return previous;
        }

        var last = operations.Where(Effective).MaxBy(o => o.IntendedAt);
        if (last is not null && Same(last.To, capacity.CurrentSize))
        {
            return new SizeInForce(capacity.CurrentSize, last.ReadyAt ?? now, false);
        }

        // A cancelled or failed operation may still have left the store at the size asked for, or back at the one before.
        var ours = operations.Any(o => o.IntendedAt >= (previous?.Since ?? now) && Same(o.To, capacity.CurrentSize));
        return previous is null && last is null
            ? new SizeInForce(capacity.CurrentSize, DateTimeOffset.MinValue, false)
            : new SizeInForce(capacity.CurrentSize, now, !ours);
    }

    private static bool Effective(ScaleOperation operation) =>
        operation.Status is ScaleOperationStatus.Verified or ScaleOperationStatus.InProgress;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
