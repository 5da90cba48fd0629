namespace ShadowFunctions.Api;

/// <summary>Body of <c>POST /api/cycles</c>.</summary>
public sealed record StartCycleRequest
{
    /// <summary>Stores to run; null for the whole fleet.</summary>
    public IReadOnlyList<string>? Stores { get; init; }
}
