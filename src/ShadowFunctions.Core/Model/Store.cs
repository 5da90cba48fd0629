namespace ShadowFunctions.Core.Model;

/// <summary>One production data store under management.</summary>
public sealed record Store
{
    /// <summary>Short name, unique in the fleet: lower-case letters, digits and hyphens, 1 to 63 characters.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public StoreKind Kind { get; init; } = StoreKind.SqlDatabase;

    /// <summary>Full Azure resource id of the database or pool. Only this resource is ever changed.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Azure region, for example <c>westeurope</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Who decides. New stores recommend only.</summary>
    public StoreMode Mode { get; init; } = StoreMode.Recommend;

    /// <summary>True while the owner has paused the store: nothing is copied, run or changed; metrics are still read.</summary>
    public bool Paused { get; init; }

    /// <summary>The four parts of the shadow's configuration.</summary>
    public ShadowConfiguration Configuration { get; init; } = new();

    /// <summary>Where the production data can be read, without secrets; null when sampling is not set up.</summary>
    public string? ProductionConnection { get; init; }

    /// <summary>Where the shadow lives, without secrets; null when there is no shadow.</summary>
    public string? ShadowConnection { get; init; }

    /// <summary>True when it was found by its tags; false when its owner listed it, which wins.</summary>
    public bool Discovered { get; init; }

    /// <summary>Since when its resource is no longer found, UTC, during which it is not worked on; null while it is there.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>When the store was registered, UTC.</summary>
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The subscription in <see cref="ResourceId"/>.</summary>
    public string SubscriptionId => ResourceId.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["subscriptions", var id, ..] ? id : "";
}
