using ShadowFunctions.Core.Model;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>Stores for tests: all on one production server.</summary>
public static class CloudStores
{
    /// <summary>The subscription all of them are in.</summary>
    public const string Subscription = "00000000-1111-2222-3333-444444444444";

    /// <summary>The resource group of production.</summary>
    public const string ProductionGroup = $"/subscriptions/{Subscription}/resourceGroups/production";

    /// <summary>The server of production.</summary>
    public const string ProductionServer = $"{ProductionGroup}/providers/Microsoft.Sql/servers/prod";

    /// <summary>A database that is named as its store.</summary>
    public static Store Database(string id) => new() { Id = id, ResourceId = $"{ProductionServer}/databases/{id}", Region = "westeurope" };

    /// <summary>A pool that is named as its store.</summary>
    public static Store Pool(string id) => new()
    {
        Id = id,
        Kind = StoreKind.SqlElasticPool,
        ResourceId = $"{ProductionServer}/elasticPools/{id}",
        Region = "westeurope",
    };
}
