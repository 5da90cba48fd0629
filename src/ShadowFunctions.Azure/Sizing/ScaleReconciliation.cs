using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>What became of a change, told from the resource and its list of operations alone.</summary>
internal static class ScaleReconciliation
{
    /// <summary>Clocks of caller and platform may differ by this much.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    /// <summary>Operations that can be the one of <paramref name="operation"/>: started since its intent was recorded, and to no other size than its own.</summary>
    public static IEnumerable<PlatformOperation> Candidates(ScaleOperation operation, IEnumerable<PlatformOperation> operations) =>
        operations.Where(o => (o.StartedAt is null || o.StartedAt >= operation.IntendedAt - ClockTolerance) && (o.Target is null || Same(o.Target, operation.To)));

    /// <summary>Derives the progress.</summary>
    public static ScaleProgress Derive(ScaleOperation operation, ScalableSnapshot now, IReadOnlyList<PlatformOperation> operations)
    {
        var known = Candidates(operation, operations).ToList();
        if (IsRunning(operation, now, known))
        {
            return new ScaleProgress(ScaleProgressState.InProgress);
        }

        if (Same(now.Size, operation.To) && operation.Extras?.IsMet(now.MaxDataBytes, now.Replicas) != false)
        {
            return new ScaleProgress(ScaleProgressState.Succeeded);
        }

        var last = known.Where(o => !o.IsRunning).MaxBy(o => o.StartedAt ?? DateTimeOffset.MinValue);
        return last?.State switch
        {
            PlatformOperationState.Cancelled => new ScaleProgress(ScaleProgressState.Cancelled),
            PlatformOperationState.Failed => new ScaleProgress(ScaleProgressState.Failed, Error: last.Error ?? "the platform gives no reason"),
            PlatformOperationState.Succeeded => new ScaleProgress(ScaleProgressState.Succeeded, Error: $"the size in force is {now.Size}, {now.MaxDataBytes / (1L << 30)} GiB"),
            _ => new ScaleProgress(
                ScaleProgressState.Unknown, Error: $"the size in force is {now.Size} and the platform knows no change to {operation.To} since {operation.IntendedAt:O}"),
        };
    }

    /// <summary>Ours runs when the resource is on its way to our size, or when one of the candidates runs and the resource does not say where to.</summary>
    private static bool IsRunning(ScaleOperation operation, ScalableSnapshot now, List<PlatformOperation> known) =>
        now.RequestedSize is { } requested && !Same(requested, now.Size)
            ? Same(requested, operation.To)
            : known.Exists(o => o.IsRunning) || (now.Changing && !Same(now.Size, operation.To));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
