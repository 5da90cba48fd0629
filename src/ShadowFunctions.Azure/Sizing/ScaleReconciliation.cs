using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>What became of a change, told from the resource and its list of operations alone.</summary>
internal static class ScaleReconciliation
{
    /// <summary>Clocks of caller and platform may differ by this much.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    /// <summary>Operations that can be the one of <paramref name="operation"/>: those started since its intent was recorded.</summary>
    public static IEnumerable<PlatformOperation> Candidates(ScaleOperation operation, IEnumerable<PlatformOperation> operations) =>
        operations.Where(o => o.StartedAt is null || o.StartedAt >= operation.IntendedAt - ClockTolerance);

    /// <summary>Derives the progress.</summary>
    public static ScaleProgress Derive(ScaleOperation operation, ScalableSnapshot now, IReadOnlyList<PlatformOperation> operations)
    {
        var atTarget = Same(now.Size, operation.To);
        if (now.Changing || !Same(now.Size, now.RequestedSize) || operations.Any(o => o.IsRunning))
        {
            return new ScaleProgress(ScaleProgressState.InProgress);
        }

        if (atTarget)
        {
            return new ScaleProgress(ScaleProgressState.Succeeded);
        }

        var last = Candidates(operation, operations).MaxBy(o => o.StartedAt ?? DateTimeOffset.MinValue);
        return last?.State switch
        {
            PlatformOperationState.Cancelled => new ScaleProgress(ScaleProgressState.Cancelled),
            PlatformOperationState.Failed => Failed(last.Error ?? "the platform gives no reason"),
            PlatformOperationState.Succeeded => Failed($"the platform reports success, but the size in force is {now.Size}"),
            _ => Failed($"the size in force is {now.Size} and the platform knows no change since {operation.IntendedAt:O}"),
        };
    }

    private static ScaleProgress Failed(string why) => new(ScaleProgressState.Failed, Error: why);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
