namespace ShadowFunctions.Core.Model;

/// <summary>One size as a region tells of it.</summary>
/// <param name="Name">Service objective, for example <c>GP_Gen5_4</c>.</param>
/// <param name="Series">SKU name: tier, hardware and compute model, for example <c>GP_Gen5</c>.</param>
/// <param name="Capacity">vCores or DTUs.</param>
/// <param name="Pool">True for the size of an elastic pool.</param>
/// <param name="Refused">Why the region does not sell it; null when it does.</param>
public sealed record RegionSize(string Name, string Series, int Capacity, bool Pool, string? Refused = null)
{
    /// <summary>Data sizes it can be configured to; empty when the region does not say.</summary>
    public IReadOnlyList<StorageRange> Storage { get; init; } = [];

    /// <summary>Serverless: minimum vCores it can be configured to, ascending; empty when the region does not say.</summary>
    public IReadOnlyList<double> MinVCores { get; init; } = [];

    /// <summary>Serverless: pause delays it can be configured to; null when the region does not say.</summary>
    public PauseDelays? PauseDelays { get; init; }

    /// <summary>Pool in vCores: what it can be configured to give a single database, ascending; empty when the region does not say.</summary>
    public IReadOnlyList<PerDatabaseStep> PerDatabase { get; init; } = [];
}
