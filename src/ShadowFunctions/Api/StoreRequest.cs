using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Api;

/// <summary>Body of <c>PUT /api/stores/{id}</c>: everything of a store but its id and dates.</summary>
public sealed record StoreRequest
{
    /// <summary>What it is.</summary>
    public StoreKind Kind { get; init; } = StoreKind.SqlDatabase;

    /// <summary>Azure resource id of the database or pool.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Azure region.</summary>
    public required string Region { get; init; }

    /// <summary>Who decides.</summary>
    public StoreMode Mode { get; init; } = StoreMode.Recommend;

    /// <summary>The shadow's configuration.</summary>
    public ShadowConfiguration Configuration { get; init; } = new();

    /// <summary>Where production can be read, without secrets.</summary>
    public string? ProductionConnection { get; init; }

    /// <summary>Where the shadow lives, without secrets.</summary>
    public string? ShadowConnection { get; init; }
}
