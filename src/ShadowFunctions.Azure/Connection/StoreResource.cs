using Azure.Core;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Connection;

/// <summary>What a store is in Azure's own terms.</summary>
internal static class StoreResource
{
    public const string DatabaseType = "Microsoft.Sql/servers/databases";
    public const string PoolType = "Microsoft.Sql/servers/elasticPools";

    /// <summary>The store's kind, after a check that its resource id is of that kind.</summary>
    /// <exception cref="CloudRefusedException">The kind is not Azure SQL, or the resource id is of another kind.</exception>
    public static StoreKind Kind(Store store)
    {
        var expected = Type(store);
        return ResourceIdentifier.TryParse(store.ResourceId, out var id) && string.Equals(id?.ResourceType, expected, StringComparison.OrdinalIgnoreCase)
            ? store.Kind
            : throw new CloudRefusedException(
                $"Store '{store.Id}': ResourceId '{store.ResourceId}' is not a {expected}; correct the id or the store's kind ({store.Kind}).")
            {
                ErrorCode = "InvalidResourceId",
            };
    }

    /// <summary>The store's resource type, which is also the namespace of its metrics.</summary>
    public static string Type(Store store) => store.Kind switch
    {
        StoreKind.SqlDatabase => DatabaseType,
        StoreKind.SqlElasticPool => PoolType,
        _ => throw new CloudRefusedException($"Store '{store.Id}': kind {store.Kind} is not served by this app yet; use SqlDatabase or SqlElasticPool.")
        {
            ErrorCode = "StoreKindNotSupported",
        },
    };
}
