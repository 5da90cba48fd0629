using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>A database or pool as it stands; the persisted unit. Identity is the resource id without regard to case.</summary>
internal sealed record CloudResource
{
    public required string Id { get; init; }

    public required EmulatedResourceKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Server { get; init; }

    public required string ResourceGroup { get; init; }

    public required string Subscription { get; init; }

    public required string Region { get; init; }

    /// <summary>Store id of a resource of the options; null for one made by PUT.</summary>
    public string? StoreId { get; init; }

    /// <summary>Resource id of the pool that a database is in; null when it is in none.</summary>
    public string? Pool { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>First minute of its life in this world; before it, metrics come from the trace alone.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    public required StoreState State { get; init; }

    /// <summary>Writable ARM properties as last set.</summary>
    public JsonObject Properties { get; init; } = [];

    public JsonObject Tags { get; init; } = [];

    /// <summary>True while it is paused by request.</summary>
    public bool Paused { get; init; }

    public int Patches { get; init; }

    /// <summary>Ordinal of the last operation.</summary>
    public int Operations { get; init; }

    [JsonIgnore]
    public string Key => Id.ToUpperInvariant();
}
