using System.Text.RegularExpressions;

namespace ShadowFunctions.Azure.Sizing;

/// <summary>One entry of the platform's list of operations on a database or pool.</summary>
internal sealed partial record PlatformOperation(
    Guid Id, PlatformOperationState State, DateTimeOffset? StartedAt, bool Cancellable, string? Error, string? Target = null)
{
    public bool IsRunning => State == PlatformOperationState.Running;

    /// <summary>An entry as the platform tells it; every member but the state may be missing. What is not said to be final may be cancelled.</summary>
    public static PlatformOperation Of(
        string? name, string? state, DateTimeOffset? startedAt, bool? cancellable, int? errorCode, string? errorDescription, string? description)
    {
        var id = Guid.TryParse(name, out var known) ? known : Guid.Empty;
        return new PlatformOperation(
            id, ParseState(state), startedAt, id != Guid.Empty && cancellable != false, $"{errorCode} {errorDescription}".Trim() is { Length: > 0 } error ? error : null,
            ParseTarget(description));
    }

    /// <summary>Databases and pools spell states differently (<c>InProgress</c>, <c>IN_PROGRESS</c>); an unknown one counts as running.</summary>
    public static PlatformOperationState ParseState(string? state) =>
        state?.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "SUCCEEDED" or "COMPLETED" => PlatformOperationState.Succeeded,
            "FAILED" => PlatformOperationState.Failed,
            "CANCELLED" or "CANCELED" => PlatformOperationState.Cancelled,
            _ => PlatformOperationState.Running,
        };

    /// <summary>
    /// The size in the platform's description of an operation: <c>…, target ServiceLevelObjective S3</c>, or
    /// <c>…, target Edition 'Standard', target pool DTU 300</c>. Null when it names none that is understood.
    /// </summary>
    public static string? ParseTarget(string? description)
    {
        if (description is null)
        {
            return null;
        }

        if (Objective().Match(description) is { Success: true } objective)
        {
            return SkuName.TryParse(objective.Groups[1].Value, out _) ? objective.Groups[1].Value : null;
        }

        return PoolUnits().Match(description) is { Success: true } pool && SkuName.TryParse($"{pool.Groups[1].Value}Pool_{pool.Groups[2].Value}", out _)
            ? $"{pool.Groups[1].Value}Pool_{pool.Groups[2].Value}"
            : null;
    }

    [GeneratedRegex("""target ServiceLevelObjective '?([A-Za-z0-9_]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Objective();

    [GeneratedRegex("""target Edition '?([A-Za-z]+)'?, target pool DTU (\d+)""", RegexOptions.IgnoreCase)]
    private static partial Regex PoolUnits();
}
