namespace ShadowFunctions.Azure.Sizing;

/// <summary>One entry of the platform's list of operations on a database or pool.</summary>
internal sealed record PlatformOperation(
    Guid Id, PlatformOperationState State, DateTimeOffset? StartedAt, bool Cancellable, string? Error)
{
    public bool IsRunning => State == PlatformOperationState.Running;

    /// <summary>Databases and pools spell states differently (<c>InProgress</c>, <c>IN_PROGRESS</c>); an unknown one counts as running.</summary>
    public static PlatformOperationState ParseState(string? state) =>
        state?.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "SUCCEEDED" or "COMPLETED" => PlatformOperationState.Succeeded,
            "FAILED" => PlatformOperationState.Failed,
            "CANCELLED" or "CANCELED" => PlatformOperationState.Cancelled,
            _ => PlatformOperationState.Running,
        };
}
