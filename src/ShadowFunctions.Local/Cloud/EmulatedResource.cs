using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Local.Cloud;

/// <summary>One production database or pool that exists in the emulated cloud from the start.</summary>
public sealed record EmulatedResource
{
    /// <summary>Id of the store in the fleet; reports are asked for by it.</summary>
    public required string StoreId { get; init; }

    /// <summary>What it is.</summary>
    public EmulatedResourceKind Kind { get; init; } = EmulatedResourceKind.Database;

    /// <summary>Size it starts at (service objective).</summary>
    public required string StartSize { get; init; }

    /// <summary>The demand on it, a pure function of the minute; not persisted, give the same one at every start.</summary>
    public required IDemandTrace Trace { get; init; }

    /// <summary>A pool's databases, each with its own load; then <see cref="Trace"/> is their <see cref="PoolTrace"/>. Empty for a pool of which only the sum is known.</summary>
    public IReadOnlyList<EmulatedMember> Members { get; init; } = [];

    /// <summary>Seed of its resize latencies; null derives one from the cloud's seed and the store's id.</summary>
    public long? Seed { get; init; }

    /// <summary>What it uses beside CPU.</summary>
    public LoadProfile Profile { get; init; } = new();

    /// <summary>Name of the database or pool; null takes the store's id.</summary>
    public string? Name { get; init; }

    /// <summary>Tags it has from the start.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Resource id of the database that it is the geo secondary of; null when it is none.</summary>
    public string? GeoSecondaryOf { get; init; }

    /// <summary>Name of the logical server.</summary>
    public string Server { get; init; } = "sql-production";

    /// <summary>Resource group.</summary>
    public string ResourceGroup { get; init; } = "rg-production";

    /// <summary>Subscription id.</summary>
    public string Subscription { get; init; } = "00000000-0000-0000-0000-000000000001";

    /// <summary>Region.</summary>
    public string Region { get; init; } = "westeurope";

    /// <summary>Full resource id.</summary>
    public string ResourceId => Id(Kind, Name ?? StoreId);

    /// <summary>Resource id of one of its databases.</summary>
    internal string MemberId(EmulatedMember member) => Id(EmulatedResourceKind.Database, member.Name);

    private string Id(EmulatedResourceKind kind, string name) =>
        $"/subscriptions/{Subscription}/resourceGroups/{ResourceGroup}/providers/Microsoft.Sql/servers/{Server}/{CloudIds.Collection(kind)}/{name}";
}
