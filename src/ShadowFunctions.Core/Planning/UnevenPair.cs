using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>
/// A database and its geo secondaries that a change of ours left at different sizes: one leg of it was made, a later one was not. The store itself
/// stands where it should, so no plan would ever touch the pair again; bringing the secondaries after it is a change of its own.
/// </summary>
internal static class UnevenPair
{
    /// <summary>The change that was left half made; null when the newest verified change is newer.</summary>
    public static ScaleOperation? Find(IReadOnlyList<ScaleOperation> operations) => operations
        .OrderByDescending(o => o.IntendedAt)
        .TakeWhile(o => o.Status != ScaleOperationStatus.Verified)
        .FirstOrDefault(o => o.Status is ScaleOperationStatus.Failed or ScaleOperationStatus.Cancelled or ScaleOperationStatus.Superseded
            && (o.Leg > 0 || ScaleRoute.IsRepair(o)));

    /// <summary>Why.</summary>
    public static Reason Explain(ScaleOperation left, string size) => new(
        ReasonCode.PairUneven, $"The change {left.Id} to {left.To} ended half way ({left.Status}): the geo secondaries are brought to {size}.");
}
