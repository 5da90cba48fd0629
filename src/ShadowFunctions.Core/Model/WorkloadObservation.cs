namespace ShadowFunctions.Core.Model;

/// <summary>The mix of statements observed on production over a window, with what each cost there.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="From">First instant, UTC.</param>
/// <param name="To">First instant after the window, UTC.</param>
/// <param name="Templates">Per statement: rate and cost on production.</param>
public sealed record WorkloadObservation(string StoreId, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ObservedTemplate> Templates)
{
    /// <summary>Why there are no statements; null when there are, or when nothing ran.</summary>
    public string? Missing { get; init; }
}
