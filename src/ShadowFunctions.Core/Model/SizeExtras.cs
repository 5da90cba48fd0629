namespace ShadowFunctions.Core.Model;

/// <summary>What is asked for beside the size; a member that is null stays as it is.</summary>
/// <param name="MaxDataBytes">Configured limit of the data, bytes; whole GiB.</param>
/// <param name="Replicas">High-availability replicas of a Hyperscale store, 0 to 4.</param>
public sealed record SizeExtras(long? MaxDataBytes = null, int? Replicas = null)
{
    /// <summary>True when a store has what is asked for. What the platform does not tell counts as not had.</summary>
    public bool IsMet(double? maxDataBytes, int? replicas) =>
        (MaxDataBytes is not { } bytes || bytes == maxDataBytes) && (Replicas is not { } count || count == replicas);

    /// <summary>For people: <c>320 GiB, 2 replicas</c>.</summary>
    public string Describe() => string.Join(", ", new[] { MaxDataBytes is { } b ? $"{b >> 30} GiB" : null, Replicas is { } r ? $"{r} replicas" : null }.OfType<string>());
}
